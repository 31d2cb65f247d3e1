// SPDX-License-Identifier: MIT
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

#include <gio/gio.h>

#include "daemon/secrets/helper/places.hpp"
#include "daemon/secrets/helper_codes.hpp"

namespace kith::secret_helper {
namespace {

using namespace daemon;

constexpr const char* kName = "org.gnome.OnlineAccounts";
constexpr const char* kRoot = "/org/gnome/OnlineAccounts";
constexpr const char* kAccount = "org.gnome.OnlineAccounts.Account";
constexpr const char* kToken = "org.gnome.OnlineAccounts.OAuth2Based";
constexpr const char* kPassword = "org.gnome.OnlineAccounts.PasswordBased";
constexpr int kCallMs = 8000;

struct Unref {
    void operator()(GDBusConnection* bus) const noexcept { g_object_unref(bus); }
    void operator()(GVariant* value) const noexcept { g_variant_unref(value); }
    void operator()(GError* error) const noexcept { g_error_free(error); }
};
template <class T>
using Held = std::unique_ptr<T, Unref>;

/// One account: what it is called and what it can hand over.
struct Account {
    std::string path;
    std::string id;
    std::string provider;
    bool attention = false, has_token = false, has_password = false;
};

std::string text_of(GVariant* properties, const char* key) {
    const char* value = nullptr;
    return g_variant_lookup(properties, key, "&s", &value) ? value : "";
}

/// The account of one object, if it is called `wanted`.
std::optional<Account> account_of(const char* path, GVariant* interfaces,
                                  const std::string& wanted) {
    const Held<GVariant> about(
        g_variant_lookup_value(interfaces, kAccount, G_VARIANT_TYPE_VARDICT));
    if (!about) return std::nullopt;
    if (text_of(about.get(), "Id") != wanted && text_of(about.get(), "Identity") != wanted &&
        text_of(about.get(), "PresentationIdentity") != wanted)
        return std::nullopt;
    Account out;
    out.path = path;
    out.id = text_of(about.get(), "Id");
    out.provider = text_of(about.get(), "ProviderType");
    gboolean attention = FALSE;
    out.attention =
        g_variant_lookup(about.get(), "AttentionNeeded", "b", &attention) && attention != FALSE;
    const auto has = [interfaces](const char* name) {
        return Held<GVariant>(g_variant_lookup_value(interfaces, name, nullptr)) != nullptr;
    };
    out.has_token = has(kToken);
    out.has_password = has(kPassword);
    return out;
}

struct Gnome {
    Held<GDBusConnection> bus;
    Held<GError> error;

    Held<GVariant> call(const std::string& path, const char* interface, const char* method,
                        GVariant* arguments, const char* type) {
        GError* raw = nullptr;
        Held<GVariant> reply(g_dbus_connection_call_sync(
            bus.get(), kName, path.c_str(), interface, method, arguments, G_VARIANT_TYPE(type),
            G_DBUS_CALL_FLAGS_NONE, kCallMs, nullptr, &raw));
        error.reset(raw);
        return reply;
    }

    [[nodiscard]] Code why() const {
        if (!error) return kSecretFailed;
        char* name = g_dbus_error_get_remote_error(error.get());
        const std::string_view remote = name != nullptr ? name : "";
        const bool gone = remote == "org.freedesktop.DBus.Error.ServiceUnknown" ||
                          remote == "org.freedesktop.DBus.Error.NameHasNoOwner" ||
                          remote.starts_with("org.freedesktop.DBus.Error.Spawn");
        const bool sign_in = remote == "org.gnome.OnlineAccounts.Error.NotAuthorized";
        g_free(name);
        return gone ? kSecretNoService : sign_in ? kSecretAttention : kSecretFailed;
    }

    Code token(const Account& account) {
        // Renews it where it has run out; an account that cannot is marked for attention.
        if (!call(account.path, kAccount, "EnsureCredentials", nullptr, "(i)")) return why();
        const auto reply = call(account.path, kToken, "GetAccessToken", nullptr, "(si)");
        if (!reply) return why();
        const char* text = nullptr;
        g_variant_get_child(reply.get(), 0, "&s", &text);
        return hand_over(text, std::strlen(text));
    }

    Code password(const Account& account) {
        const bool mail = account.provider == "imap_smtp";
        const auto reply = call(account.path, kPassword, "GetPassword",
                                g_variant_new("(s)", mail ? "imap-password" : "password"), "(s)");
        if (!reply) return why();
        const char* text = nullptr;
        g_variant_get_child(reply.get(), 0, "&s", &text);
        return hand_over(text, std::strlen(text));
    }
};

} // namespace

Code from_gnome(const std::string& wanted) {
    Gnome gnome;
    gnome.bus.reset(g_bus_get_sync(G_BUS_TYPE_SESSION, nullptr, nullptr));
    if (!gnome.bus) return kSecretNoService;
    const auto all = gnome.call(kRoot, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects",
                                nullptr, "(a{oa{sa{sv}}})");
    if (!all) return gnome.why();
    std::optional<Account> found;
    const Held<GVariant> objects(g_variant_get_child_value(all.get(), 0));
    GVariantIter each;
    g_variant_iter_init(&each, objects.get());
    const char* path = nullptr;
    GVariant* raw = nullptr;
    while (g_variant_iter_next(&each, "{&o@a{sa{sv}}}", &path, &raw)) {
        const Held<GVariant> interfaces(raw);
        auto account = account_of(path, raw, wanted);
        if (!account) continue;
        if (found) return kSecretSeveral;
        found = std::move(account);
    }
    if (!found) return kSecretMissing;
    if (found->attention) return kSecretAttention;
    if (!found->has_token && !found->has_password) return kSecretNone;
    if (const auto lock = lock_of_account(found->id); lock != kSecretFound) return lock;
    return found->has_token ? gnome.token(*found) : gnome.password(*found);
}

} // namespace kith::secret_helper

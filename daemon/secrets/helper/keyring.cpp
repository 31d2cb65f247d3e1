// SPDX-License-Identifier: MIT
#include <memory>
#include <optional>
#include <string_view>

#include <libsecret/secret.h>

#include "daemon/secrets/helper/places.hpp"
#include "daemon/secrets/helper_codes.hpp"

namespace kith::secret_helper {
namespace {

using daemon::kSecretFailed;
using daemon::kSecretFound;
using daemon::kSecretLocked;
using daemon::kSecretMissing;
using daemon::kSecretNoService;
using daemon::kSecretUsualLocked;

struct Unref {
    void operator()(void* object) const noexcept { g_object_unref(object); }
    void operator()(GHashTable* table) const noexcept { g_hash_table_unref(table); }
    void operator()(GList* list) const noexcept { g_list_free_full(list, g_object_unref); }
    void operator()(SecretValue* value) const noexcept { secret_value_unref(value); }
};
template <class T>
using Held = std::unique_ptr<T, Unref>;

Code load(SecretItem* item) {
    if (!secret_item_load_secret_sync(item, nullptr, nullptr))
        return secret_item_get_locked(item) ? kSecretLocked : kSecretFailed;
    const Held<SecretValue> value(secret_item_get_secret(item));
    if (!value) return kSecretLocked;
    gsize size = 0;
    const char* bytes = secret_value_get(value.get(), &size);
    return hand_over(bytes, size);
}

/// Nothing where the service did not answer. What is locked is listed (SECRET_SEARCH_UNLOCK would
/// open it), and nobody is asked.
std::optional<Held<GList>> find(SecretService* service,
                                const std::map<std::string, std::string>& attributes) {
    const Held<GHashTable> wanted(g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free));
    for (const auto& [key, value] : attributes)
        g_hash_table_insert(wanted.get(), g_strdup(key.c_str()), g_strdup(value.c_str()));
    GError* error = nullptr;
    Held<GList> items(secret_service_search_sync(service, nullptr, wanted.get(), SECRET_SEARCH_ALL,
                                                 nullptr, &error));
    if (error == nullptr) return items;
    g_error_free(error);
    return std::nullopt;
}

/// GNOME writes "PROVIDER:genNUMBER:ID".
bool is_of_account(SecretItem* item, const std::string& id) {
    const Held<GHashTable> attributes(secret_item_get_attributes(item));
    const auto* identity =
        static_cast<const char*>(g_hash_table_lookup(attributes.get(), "goa-identity"));
    return identity != nullptr && std::string_view{identity}.ends_with(":" + id);
}

} // namespace

Code from_keyring(const std::map<std::string, std::string>& attributes) {
    const Held<SecretService> service(
        secret_service_get_sync(SECRET_SERVICE_OPEN_SESSION, nullptr, nullptr));
    if (!service) return kSecretNoService;
    const auto items = find(service.get(), attributes);
    if (!items) return kSecretFailed;
    if (!*items) return kSecretMissing;
    for (const GList* each = items->get(); each != nullptr; each = each->next) {
        auto* item = SECRET_ITEM(each->data);
        if (!secret_item_get_locked(item)) return load(item);
    }
    return kSecretLocked;
}

Code lock_of_account(const std::string& id) {
    const Held<SecretService> service(
        secret_service_get_sync(SECRET_SERVICE_NONE, nullptr, nullptr));
    if (!service) return kSecretFound;
    // Of what is locked only the schema can be asked for: the rest is no more than hashes there.
    const auto items = find(service.get(), {{"xdg:schema", "org.gnome.OnlineAccounts"}});
    if (!items) return kSecretFound;
    bool some_locked = false;
    for (const GList* each = items->get(); each != nullptr; each = each->next) {
        auto* item = SECRET_ITEM(each->data);
        const bool locked = secret_item_get_locked(item) != FALSE;
        if (!locked && is_of_account(item, id)) return kSecretFound;
        some_locked = some_locked || locked;
    }
    if (some_locked) return kSecretLocked;
    const Held<SecretCollection> usual(secret_collection_for_alias_sync(
        service.get(), SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, nullptr, nullptr));
    return usual && secret_collection_get_locked(usual.get()) != FALSE ? kSecretUsualLocked
                                                                       : kSecretFound;
}

} // namespace kith::secret_helper

// SPDX-License-Identifier: MIT
#include <memory>

#include <libsecret/secret.h>

#include "daemon/secrets/helper/places.hpp"
#include "daemon/secrets/helper_codes.hpp"

namespace kith::secret_helper {
namespace {

using daemon::kSecretFailed;
using daemon::kSecretLocked;
using daemon::kSecretMissing;
using daemon::kSecretNoService;

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

} // namespace

Code from_keyring(const std::map<std::string, std::string>& attributes) {
    const Held<SecretService> service(
        secret_service_get_sync(SECRET_SERVICE_OPEN_SESSION, nullptr, nullptr));
    if (!service) return kSecretNoService;
    const Held<GHashTable> wanted(g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free));
    for (const auto& [key, value] : attributes)
        g_hash_table_insert(wanted.get(), g_strdup(key.c_str()), g_strdup(value.c_str()));
    GError* error = nullptr;
    // Without SECRET_SEARCH_UNLOCK: what is locked is listed, and nobody is asked.
    const Held<GList> items(secret_service_search_sync(service.get(), nullptr, wanted.get(),
                                                       SECRET_SEARCH_ALL, nullptr, &error));
    if (error != nullptr) {
        g_error_free(error);
        return kSecretFailed;
    }
    if (!items) return kSecretMissing;
    for (const GList* each = items.get(); each != nullptr; each = each->next) {
        auto* item = SECRET_ITEM(each->data);
        if (!secret_item_get_locked(item)) return load(item);
    }
    return kSecretLocked;
}

} // namespace kith::secret_helper

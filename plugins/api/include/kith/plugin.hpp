// SPDX-License-Identifier: MIT
// kith/plugin.hpp - a plugin as one C++ class (C++17 or newer, header-only, over kith/plugin.h).
//
//     class Mine {
//       public:
//         Mine(kith::plugin::Host& host, const char* settings_json);
//         void sense(const kith::plugin::Request& request);
//     };
//     KITH_PLUGIN(Mine, "mine", "1.0", KITH_ROLE_SENSE)
//
// Whichever roles it has: sense, deliver, withdraw, plan, hold, attend, know.
// A member function that returns has succeeded; one that fails throws kith::plugin::Failure. Any
// other exception counts as temporary, in `deliver` as unknown (it may have arrived, so it is not
// sent again).
#pragma once

#include <type_traits>

#include "kith/plugin_host.hpp"

namespace kith::plugin {
namespace detail {

template <class T>
struct Instance {
    Instance(const kith_host* raw, const char* settings) : host(raw), plugin(host, settings) {}
    Host host;
    T plugin;
};

inline std::vector<std::string> texts(const char* const* list) {
    std::vector<std::string> out;
    for (; list != nullptr && *list != nullptr; ++list) out.emplace_back(*list);
    return out;
}

inline std::string text(const char* raw) {
    return raw == nullptr ? std::string{} : std::string{raw};
}

inline Request value(const kith_request& raw) {
    Request out;
    out.addresses.reserve(raw.address_count);
    // Stepping by the caller's struct_size keeps an older plugin right beside a newer, longer
    // struct.
    const auto* at = reinterpret_cast<const char*>(raw.addresses);
    for (std::uint32_t i = 0; i < raw.address_count; ++i) {
        const auto& a = *reinterpret_cast<const kith_address*>(at);
        out.addresses.push_back(
            {a.is_self != 0, text(a.connection), text(a.address), texts(a.also_called)});
        at += a.struct_size;
    }
    out.cursor = Host::optional(raw.cursor);
    if (raw.struct_size >= offsetof(kith_request, last_cursor) + sizeof raw.last_cursor)
        out.last_cursor = Host::optional(raw.last_cursor);
    if (!out.last_cursor) out.last_cursor = out.cursor; // an older Kith
    out.since = raw.since;
    out.until = raw.until;
    out.now = raw.now;
    out.zone = text(raw.zone);
    return out;
}

inline Nudge value(const kith_nudge& raw) {
    Nudge out;
    out.id = text(raw.id);
    out.connection = text(raw.connection);
    out.title = text(raw.title);
    out.body = text(raw.body);
    out.step = text(raw.step);
    out.open_uri = Host::optional(raw.open_uri);
    const auto words = texts(raw.answers);
    const auto labels = texts(raw.labels);
    for (std::size_t i = 0; i < words.size(); ++i)
        out.answers.push_back({words[i], i < labels.size() ? labels[i] : words[i]});
    out.previous = Host::optional(raw.previous);
    if (raw.struct_size >= offsetof(kith_nudge, reply_with) + sizeof raw.reply_with)
        out.reply_with = text(raw.reply_with);
    out.expires = raw.expires;
    out.ask_first = raw.ask_first != 0;
    out.replaces = raw.replaces != 0;
    out.discreet = raw.discreet != 0;
    return out;
}

inline Hold value(const kith_hold& raw) {
    return {text(raw.id), text(raw.title), raw.from,
            raw.to,       raw.remove != 0, Host::optional(raw.previous)};
}

// One detector and one trampoline per role function; the name is all that differs.
#define KITH_DETAIL_ROLE(function, RawType, ValueType, unexpected)                                 \
    template <class T, class = void>                                                               \
    struct has_##function : std::false_type {};                                                    \
    template <class T>                                                                             \
    struct has_##function<                                                                         \
        T, std::void_t<decltype(std::declval<T&>().function(std::declval<const ValueType&>()))>>   \
        : std::true_type {};                                                                       \
    template <class T>                                                                             \
    int call_##function(void* self, const RawType* raw) noexcept {                                 \
        auto& instance = *static_cast<Instance<T>*>(self);                                         \
        return instance.host.guarded(unexpected, [&] { instance.plugin.function(value(*raw)); });  \
    }                                                                                              \
    template <class T>                                                                             \
    constexpr auto pointer_##function()->int (*)(void*, const RawType*) {                          \
        if constexpr (has_##function<T>::value)                                                    \
            return &call_##function<T>;                                                            \
        else                                                                                       \
            return nullptr;                                                                        \
    }

KITH_DETAIL_ROLE(sense, kith_request, Request, FailKind::Temporary)
KITH_DETAIL_ROLE(deliver, kith_nudge, Nudge, FailKind::Unknown)
KITH_DETAIL_ROLE(withdraw, kith_nudge, Nudge, FailKind::Temporary)
KITH_DETAIL_ROLE(plan, kith_request, Request, FailKind::Temporary)
KITH_DETAIL_ROLE(hold, kith_hold, Hold, FailKind::Temporary)
KITH_DETAIL_ROLE(attend, kith_request, Request, FailKind::Temporary)
KITH_DETAIL_ROLE(know, kith_request, Request, FailKind::Temporary)
#undef KITH_DETAIL_ROLE

template <class T>
int create(const kith_host* host, const char* settings, void** self) noexcept {
    return Host::guarded(host, FailKind::Temporary,
                         [&] { *self = new Instance<T>(host, settings); });
}

template <class T>
void destroy(void* self) noexcept {
    delete static_cast<Instance<T>*>(self);
}

/// The roles a class has by the functions it has.
template <class T>
constexpr std::uint32_t roles_of() {
    return (has_sense<T>::value ? KITH_ROLE_SENSE : 0u) |
           (has_deliver<T>::value ? KITH_ROLE_DELIVER : 0u) |
           (has_plan<T>::value ? KITH_ROLE_PLAN : 0u) |
           (has_attend<T>::value ? KITH_ROLE_ATTEND : 0u) |
           (has_know<T>::value ? KITH_ROLE_KNOW : 0u);
}

template <class T>
constexpr kith_plugin describe(const char* name, const char* version, std::uint32_t roles) {
    return {sizeof(kith_plugin),
            KITH_PLUGIN_ABI,
            name,
            version,
            roles,
            0,
            &create<T>,
            &destroy<T>,
            pointer_sense<T>(),
            pointer_deliver<T>(),
            pointer_withdraw<T>(),
            pointer_plan<T>(),
            pointer_hold<T>(),
            pointer_attend<T>(),
            pointer_know<T>()};
}

} // namespace detail
} // namespace kith::plugin

/// Defines the exported symbol for one class. `roles` are KITH_ROLE_* bits, as in the manifest.
#define KITH_PLUGIN(Class, name, version, roles)                                                   \
    extern "C" KITH_EXPORT const kith_plugin* kith_plugin_v1(void) {                               \
        static_assert((roles) == kith::plugin::detail::roles_of<Class>(),                          \
                      "the roles named are not those the class has functions for");                \
        static constexpr kith_plugin kDescriptor =                                                 \
            kith::plugin::detail::describe<Class>(name, version, roles);                           \
        return &kDescriptor;                                                                       \
    }

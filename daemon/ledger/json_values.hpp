// SPDX-License-Identifier: MIT
// Small readers and writers that both codecs of the ledger use. What is missing or of another type
// keeps its default.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "core/model/instant.hpp"

namespace kith::ledger {

inline std::int64_t seconds(Instant at) { return at.time_since_epoch().count(); }
inline Instant instant(std::int64_t value) { return Instant{std::chrono::seconds{value}}; }

inline void put(Json& out, const char* key, const std::optional<Instant>& at) {
    if (at) out[key] = seconds(*at);
}
inline void put(Json& out, const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
}
inline void put(Json& out, const char* key, bool value) {
    if (value) out[key] = true;
}

inline std::optional<Instant> maybe_instant(const Json& in, const char* key) {
    const auto it = in.find(key);
    return it != in.end() && it->is_number_integer()
               ? std::optional{instant(it->get<std::int64_t>())}
               : std::nullopt;
}
inline Instant instant_or(const Json& in, const char* key, Instant fallback = {}) {
    return maybe_instant(in, key).value_or(fallback);
}
inline double number_or(const Json& in, const char* key, double fallback) {
    const auto it = in.find(key);
    return it != in.end() && it->is_number() ? it->get<double>() : fallback;
}
inline std::vector<std::string> strings_or(const Json& in, const char* key) {
    std::vector<std::string> out;
    if (const auto it = in.find(key); it != in.end() && it->is_array())
        for (const auto& item : *it)
            if (item.is_string()) out.push_back(item.get<std::string>());
    return out;
}
/// An enumerator by its number. Throws std::out_of_range for a number beyond the `last` one.
template <class E>
E enumerator(std::int64_t number, E last) {
    if (number < 0 || number > static_cast<std::int64_t>(last))
        throw std::out_of_range("no such enumerator");
    return static_cast<E>(number);
}
template <class E>
E value_or(const Json& in, const char* key, E fallback, E last) {
    return enumerator(int_or(in, key, static_cast<std::int64_t>(fallback)), last);
}

} // namespace kith::ledger

// SPDX-License-Identifier: MIT
// Lists and maps of the fold as JSON, by what writes or reads one of their values.
#pragma once

#include <vector>

#include "daemon/ledger/json_values.hpp"

namespace kith::ledger {

template <class T, class F>
Json list(const std::vector<T>& items, F one) {
    Json out = Json::array();
    for (const auto& item : items) out.push_back(one(item));
    return out;
}

template <class F>
auto read_list(const Json& in, const char* key, F one) {
    std::vector<decltype(one(in))> out;
    if (const auto it = in.find(key); it != in.end() && it->is_array())
        for (const auto& item : *it) out.push_back(one(item));
    return out;
}

/// What belongs to an occasion by its name.
template <class Map, class F>
void put_map(Json& out, const char* key, const Map& map, F one) {
    if (map.empty()) return;
    auto& named = out[key] = Json::object();
    for (const auto& [name, value] : map) named[name] = one(value);
}
template <class Map, class F>
void read_map(const Json& in, const char* key, Map& map, F one) {
    if (const auto it = in.find(key); it != in.end() && it->is_object())
        for (const auto& [name, value] : it->items()) map.insert_or_assign(name, one(value));
}

inline Json number(Instant at) { return seconds(at); }
inline Instant to_instant(const Json& in) {
    return instant(in.is_number_integer() ? in.get<std::int64_t>() : 0);
}

} // namespace kith::ledger

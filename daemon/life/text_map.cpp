// SPDX-License-Identifier: MIT
#include "daemon/life/text_map.hpp"

#include "base/json.hpp"

namespace kith::daemon {

std::string write_map(const std::map<std::string, std::string>& map) {
    Json out = Json::object();
    for (const auto& [key, value] : map) out[key] = value;
    return to_line(out);
}

std::map<std::string, std::string> read_map(const std::optional<std::string>& text) {
    std::map<std::string, std::string> out;
    if (!text) return out;
    if (const auto json = parse_json(*text); json && json->is_object())
        for (const auto& [key, value] : json->items())
            if (value.is_string()) out[key] = value.get<std::string>();
    return out;
}

} // namespace kith::daemon

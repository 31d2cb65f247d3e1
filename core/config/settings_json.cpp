// SPDX-License-Identifier: MIT
#include "core/config/settings_json.hpp"

#include "base/json.hpp"

namespace kith::config {

std::string settings_json(const PluginInstance& instance) {
    Json out = Json::object();
    for (const auto& [key, value] : instance.settings)
        std::visit([&slot = out[key]](const auto& plain) { slot = plain; }, value);
    return to_line(out);
}

} // namespace kith::config

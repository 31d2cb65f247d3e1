// SPDX-License-Identifier: MIT
#include "plugins/files/settings.hpp"

#include "base/json.hpp"
#include "base/paths.hpp"
#include "kith/plugin.hpp"

namespace kith::files {
namespace {

std::vector<std::string> texts(const Json& object, const char* key) {
    std::vector<std::string> out;
    if (const auto it = object.find(key); it != object.end() && it->is_array())
        for (const auto& item : *it)
            if (item.is_string()) out.push_back(item.get<std::string>());
    return out;
}

std::vector<std::filesystem::path> paths(const Json& object, const char* key) {
    std::vector<std::filesystem::path> out;
    for (const auto& text : texts(object, key))
        out.push_back(text.starts_with("~/") ? home() / text.substr(2)
                                             : std::filesystem::path{text});
    return out;
}

} // namespace

FileSettings read_settings(std::string_view text) {
    const auto json = parse_json(text);
    if (!json) throw plugin::Failure(plugin::FailKind::Config, "the settings cannot be read");
    FileSettings out;
    out.maildirs = paths(*json, "maildir");
    out.calendars = paths(*json, "ics");
    out.sent = texts(*json, "sent");
    const auto most = int_or(*json, "max_recipients", 5);
    if (most < 1)
        throw plugin::Failure(plugin::FailKind::Config, "max_recipients: write a number from 1 on");
    out.max_recipients = static_cast<std::size_t>(most);
    out.plus_addresses = bool_or(*json, "plus_addresses", false);
    if (out.maildirs.empty() && out.calendars.empty())
        throw plugin::Failure(plugin::FailKind::Config,
                              "name a mail folder in `maildir` or calendar files in `ics`");
    return out;
}

} // namespace kith::files

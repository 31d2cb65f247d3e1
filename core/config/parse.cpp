// SPDX-License-Identifier: MIT
#include "core/config/parse.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/config/read_sections.hpp"

namespace kith::config {
namespace {

constexpr std::array<std::string_view, 4> kIdKinds{"connection", "ritual", "plugin", "secret"};

void check_mention(Reading& reading, const Mention& mention, bool complete) {
    const auto kind = kIdKinds.at(static_cast<std::size_t>(mention.kind));
    const auto& known = reading.ids[mention.kind];
    if (!known.contains(mention.id)) {
        if (!complete) return;
        std::vector<std::string_view> names;
        for (const auto& [id, place] : known) names.push_back(id);
        const auto near = nearest(mention.id, names);
        reading.error(mention.place, mention.key,
                      fmt::format("there is no {} with the id {}{}", kind,
                                  clean_line(mention.id, 60),
                                  near.empty() ? "" : fmt::format("; did you mean {}?", near)));
        return;
    }
    const auto roles = reading.roles.find(mention.id);
    if (mention.role.empty() || roles == reading.roles.end()) return;
    if (std::ranges::find(roles->second, mention.role) == roles->second.end())
        reading.error(mention.place, mention.key,
                      fmt::format("the plugin {} cannot {}; it can {}", mention.id, mention.role,
                                  fmt::join(roles->second, ", ")));
    for (const auto& lack : reading.lacks[mention.id])
        if (lack.role == mention.role) reading.error(mention.place, mention.key, lack.reason);
}

/// One address at two people would leave every message with a wrong guess.
void check_addresses(Reading& reading, const Settings& settings) {
    struct Owner {
        std::string name, key;
    };
    const auto place_of = [&](const std::string& key) {
        const auto origin = reading.origins.find(key);
        return origin == reading.origins.end() ? Place{} : origin->second.place;
    };
    std::map<std::string, Owner> owner;
    for (const auto& own : settings.you.addresses)
        owner.emplace(own.text(), Owner{"you", "you.addresses"});
    for (const auto& c : settings.connections) {
        const auto key = "connections." + c.id + ".addresses";
        for (const auto& address : c.addresses) {
            const auto [it, fresh] = owner.emplace(address.text(), Owner{c.id, key});
            if (fresh) continue;
            const auto first = place_of(it->second.key);
            reading.error(place_of(key), key,
                          fmt::format("{} is also an address of {} ({}:{}:{}); keep it at one of "
                                      "the two",
                                      clean_line(address.text(), 80), it->second.name, first.file,
                                      first.line, first.col));
        }
    }
}

/// Signs of a file that is only half written.
void check_ending(Reading& reading, const SourceFile& file) {
    if (file.connections && trim(file.text).empty())
        return reading.error({file.name, 1, 1}, "connections",
                             "this file is empty; put a connection into it, or remove it");
    if (file.text.empty() || file.text.ends_with('\n')) return;
    const auto line = static_cast<int>(std::ranges::count(file.text, '\n')) + 1;
    reading.warn({file.name, line, 1}, "yaml",
                 "the file ends without a line break; is its last line whole?");
}

} // namespace

Parsed parse(const std::vector<SourceFile>& files, const Manifests* manifests, bool complete,
             Absent absent) {
    Parsed out;
    Reading reading;
    reading.manifests = manifests;
    reading.absent_plugins_pass = absent == Absent::Pass;
    for (const auto& file : files) {
        auto tree = read_yaml(file.name, file.text);
        std::ranges::move(tree.problems, std::back_inserter(reading.problems));
        if (!tree.root) {
            complete = false;
            continue;
        }
        check_ending(reading, file);
        if (file.connections)
            read_connections_file(reading, file.name, *tree.root, out.settings);
        else
            read_file(reading, file.name, *tree.root, out.settings);
    }
    const auto mentions = std::move(reading.mentions);
    for (const auto& mention : mentions) check_mention(reading, mention, complete);
    check_addresses(reading, out.settings);
    sort_by_place(reading.problems);
    out.problems = std::move(reading.problems);
    out.origins = std::move(reading.origins);
    out.kept = std::move(reading.kept);
    return out;
}

} // namespace kith::config

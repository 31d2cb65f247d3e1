// SPDX-License-Identifier: MIT
#include "core/config/table.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/config/duration.hpp"
#include "core/config/table_rows.hpp"

namespace kith::config {
namespace {

std::string choices(const Key& key) {
    std::vector<std::string> words(key.words.begin(), key.words.end());
    return join_words(words, " or ");
}

std::string minutes(double count) {
    return duration_words(std::chrono::minutes{static_cast<long>(count)});
}

} // namespace

std::span<const Section> sections() {
    using enum SectionId;
    static const std::array kSections{
        Section{File, "", "The keys of kith.yaml itself.", rows::file()},
        Section{You, "you", "You.", rows::you()},
        Section{Hours, "hours", "When an offer may come.", rows::hours()},
        Section{Quiet, "hours.quiet", "Quiet hours, in your own time zone.", rows::quiet()},
        Section{Reflection, "reflection", "The weekly page.", rows::reflection()},
        Section{Connection, "connections[]", "One person, group or place.", rows::connection()},
        Section{Meets, "connections[].meets", "When a group meets.", rows::meets()},
        Section{Step, "connections[].steps[]", "A step of your own.", rows::step()},
        Section{Quorum, "connections[].satisfied_by", "How many members make it count.",
                rows::quorum()},
        Section{Ritual, "rituals[]", "One standing touchpoint.", rows::ritual()},
        Section{Plugin, "plugins[]", "One use of a plugin.", rows::plugin()},
        Section{Secret, "secrets.NAME", "Where one secret comes from: exactly one of these.",
                rows::secret(), true},
        Section{Policy, "policy", "Fine print of the rhythm.", rows::policy()},
        Section{Budget, "budget", "Fine print of how many offers there may be.", rows::budget()},
        Section{Response, "response", "Fine print of answers.", rows::response()},
        Section{Modes, "modes", "How long modes last.", rows::modes()},
        Section{HonestCheck, "honest_check", "Does it help?", rows::honest_check()},
    };
    return kSections;
}

std::span<const Section> manifest_sections() {
    using enum SectionId;
    static const std::array kSections{
        Section{Manifest, "", "The keys of NAME.plugin.yaml.", rows::manifest()},
        Section{Permissions, "permissions", "What the plugin may do.", rows::permissions()},
        Section{Setting, "settings[]", "One setting the plugin takes.", rows::setting()},
        Section{Need, "needs[]", "Settings of which one has to be given.", rows::need()},
    };
    return kSections;
}

const Section& section(SectionId id) {
    for (const auto all : {sections(), manifest_sections()})
        if (const auto found = std::ranges::find(all, id, &Section::id); found != all.end())
            return *found;
    throw std::logic_error("a section that is not in the table");
}

const Key* find_key(SectionId id, std::string_view name) {
    const auto keys = section(id).keys;
    const auto found = std::ranges::find(keys, name, &Key::name);
    return found == keys.end() ? nullptr : &*found;
}

std::string_view circle_default(const Key& key, Circle circle) {
    const auto found = std::ranges::find(key.circles, circle, &ByCircle::circle);
    return found == key.circles.end() ? std::string_view{} : found->value;
}

std::string_view default_for(const Key& key, Circle circle) {
    const auto own = circle_default(key, circle);
    return own.empty() ? key.fallback : own;
}

std::string expectation(const Key& key) {
    switch (key.type) {
    case Type::Text: return "a text";
    case Type::Id: return "an id: small letters, digits and hyphens, like ana-maria";
    case Type::Word: return choices(key);
    case Type::Bool: return "true or false";
    case Type::Integer:
        return key.min == key.max
                   ? fmt::format("{:g}", key.min)
                   : fmt::format("a whole number from {:g} to {:g}", key.min, key.max);
    case Type::Number: return fmt::format("a number from {:g} to {:g}", key.min, key.max);
    case Type::Duration:
        return fmt::format("a length of time from {} to {}", minutes(key.min), minutes(key.max));
    case Type::Rhythm: return "a rhythm like 3 weeks, 4-6 weeks, or never";
    case Type::Time: return "a time of day like \"17:30\"";
    case Type::Zone: return "a time zone like Europe/Lisbon";
    case Type::Rule: return "a rule like every Saturday, or an RRULE";
    case Type::TextList: return "a list of texts";
    case Type::IdList: return "a list of ids";
    case Type::WordList: return "a list of " + choices(key);
    case Type::Addresses: return "a list of addresses like ana@example.net";
    case Type::Times:
        return fmt::format("{:g} to {:g} times of day like [\"12:30\", \"17:30\"]", key.min,
                           key.max);
    case Type::Days: return "a list of dates like \"2026-12-24\" or \"--12-24\"";
    case Type::Steps: return "a list of steps like [voice-note, call]";
    case Type::Dates: return "a list of dates like [{birthday: \"--02-29\", lead: 2 days}]";
    case Type::Satisfied: return "any, all, rotate or {quorum: 3}";
    case Type::Mapping: return "keys of its own, indented below it";
    case Type::List: return "a list, each entry beginning with -";
    case Type::Named: return "names, each with keys of its own";
    case Type::Texts: return "names with a text each";
    case Type::Settings: return "the settings of the plugin, indented below it";
    case Type::Any: return "a value";
    }
    return {};
}

} // namespace kith::config

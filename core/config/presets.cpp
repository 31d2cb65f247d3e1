// SPDX-License-Identifier: MIT
#include "core/config/presets.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace kith::config {
namespace {

/// Ties from before, wherever life has gone since.
constexpr std::array kOld{Circle::Inner, Circle::Close, Circle::Wide, Circle::Outer,
                          Circle::OldFriend};
/// One person, with whom a small thing can be done.
constexpr std::array kPeople{Circle::Inner, Circle::Close,     Circle::Wide,
                             Circle::Outer, Circle::NewFriend, Circle::OldFriend};

constexpr std::array kCarer{
    PresetValue{SectionId::File, "pace", "gentle"},
    PresetValue{SectionId::Hours, "open_for", "3 hours"},
    PresetValue{SectionId::Connection, "direction", "receive", kPeople},
    PresetValue{SectionId::Policy, "after_social_h", "6"},
};
constexpr std::array kNewParent{
    PresetValue{SectionId::File, "pace", "gentle"},
    PresetValue{SectionId::Hours, "open_for", "4 hours"},
    PresetValue{SectionId::Connection, "steps", "[voice-note, walk]", kPeople},
    PresetValue{SectionId::Policy, "after_social_h", "6"},
};
constexpr std::array kElder{
    PresetValue{SectionId::Hours, "slots", R"(["10:30", "15:00"])"},
    PresetValue{SectionId::Hours, "open_for", "3 hours"},
    PresetValue{SectionId::Quiet, "from", R"("19:00")"},
    PresetValue{SectionId::Connection, "steps", "[call, letter]", kPeople},
};
constexpr std::array kSmallCircle{
    PresetValue{SectionId::File, "pace", "gentle"},
    PresetValue{SectionId::File, "ideas", "false"},
    PresetValue{SectionId::Policy, "after_social_h", "24"},
};
constexpr std::array kFarFromHome{
    PresetValue{SectionId::Hours, "slots", R"(["10:30", "14:30", "18:30"])"},
    PresetValue{SectionId::Connection, "access", "remote", kOld},
};

constexpr std::array kPresets{
    Preset{"carer",
           "You look after somebody. Fewer offers, longer windows, more rest after company; and "
           "people are there for you: nobody is offered as one more to do something for, and "
           "every other week an offer about somebody who feels safe is to ask them for something. "
           "Beside the one you care for write direction: both (or give), else that goes for them "
           "too; with circle: care nothing is offered about them. Time with them counts like any "
           "other.",
           kCarer, "domain A 4.19, B6"},
    Preset{"new-parent",
           "There is a baby. Fewer offers, windows that stay open longer, a voice note first and a "
           "walk as the bigger step.",
           kNewParent, "domain A 4.19"},
    Preset{"elder",
           "Days with daylight in the middle. Offers in the late morning and the afternoon, quiet "
           "evenings, a call or a letter first.",
           kElder, "domain A 4.19"},
    Preset{"small-circle",
           "A few people are plenty. Fewer offers, a day of rest after company, and no ideas of "
           "groups.",
           kSmallCircle, "domain A 1.23, 4.3"},
    Preset{"far-from-home",
           "Life has moved, and many are where it was. Contact from afar counts in full with those "
           "you have known for long, and three slots a day meet more time zones; new friends and "
           "groups stay near.",
           kFarFromHome, "domain A 3.12, 4.7"},
};

} // namespace

std::span<const Preset> presets() { return kPresets; }

const PresetValue* preset_value(std::string_view preset, SectionId section, std::string_view key,
                                Circle circle) {
    const auto found = std::ranges::find(kPresets, preset, &Preset::name);
    if (found == kPresets.end()) return nullptr;
    for (const auto& value : found->values)
        if (value.section == section && value.key == key &&
            (value.circles.empty() ||
             std::ranges::find(value.circles, circle) != value.circles.end()))
            return &value;
    return nullptr;
}

ActivePreset::ActivePreset(std::string_view name, int line, int col) {
    const auto found = std::ranges::find(kPresets, name, &Preset::name);
    if (found == kPresets.end()) return;
    name_ = found->name;
    for (const auto& value : found->values) {
        auto tree = read_yaml("preset", fmt::format("value: {}\n", value.value));
        auto& node = nodes_[&value];
        node = std::move(tree.root.value().entries.front().value);
        node.line = line;
        node.col = col;
        for (auto& item : node.items) {
            item.line = line;
            item.col = col;
        }
    }
}

const Node* ActivePreset::find(SectionId section, std::string_view key, Circle circle) const {
    const auto* value = preset_value(name_, section, key, circle);
    const auto node = nodes_.find(value);
    return node == nodes_.end() ? nullptr : &node->second;
}

} // namespace kith::config

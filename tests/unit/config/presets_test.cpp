// SPDX-License-Identifier: MIT
#include "core/config/presets.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/config/effective.hpp"
#include "core/config/parse.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/samples.hpp"

using namespace kith;
using config::SectionId;

namespace {

config::Parsed with(std::string_view preset, std::string_view rest) {
    return config::parse(
        {{"kith.yaml", fmt::format("version: 1\npreset: {}\n{}", preset, rest), false}}, nullptr,
        true);
}

const config::Effective& row(const std::vector<config::Effective>& rows, std::string_view key) {
    return *std::ranges::find(rows, key, &config::Effective::key);
}

constexpr std::string_view kAna = "connections: [{id: ana}]\n";

} // namespace

TEST_CASE("Each preset's values are such as one could write", "[config][presets]") {
    REQUIRE(config::presets().size() == config::kPresetWords.size());
    for (std::size_t i = 0; i < config::kPresetWords.size(); ++i) {
        const auto& preset = config::presets()[i];
        CAPTURE(preset.name);
        CHECK(preset.name == config::kPresetWords.at(i));
        CHECK(with(preset.name, kAna).problems.empty());
        for (const auto& value : preset.values) {
            CAPTURE(value.key);
            const auto* key = config::find_key(value.section, value.key);
            REQUIRE(key);
            CHECK(key->circles.empty()); // a circle's own default would be hidden
            CHECK(value.value != key->fallback);
            CHECK((value.circles.empty() || value.section == SectionId::Connection));
        }
    }
}

TEST_CASE("What is not written comes from the preset, and is shown to", "[config][presets]") {
    const auto carer = with("carer", kAna);
    CHECK(carer.settings.pace == Pace::Gentle);
    CHECK(carer.settings.hours.open_for == std::chrono::hours{3});
    CHECK(carer.settings.policy.after_social_h == 6);
    CHECK(carer.settings.connections.front().direction == Give::Receive);
    const auto rows = config::effective(carer.origins);
    CHECK(row(rows, "pace").value == "gentle");
    CHECK(row(rows, "pace").from == "preset carer");
    CHECK(row(rows, "hours.slots").from == "default");
    CHECK(row(config::effective(carer.origins, carer.settings.connections.front()), "direction")
              .from == "preset carer");
}

TEST_CASE("What is written comes before the preset", "[config][presets]") {
    const auto parsed =
        with("new-parent", "pace: lively\nconnections: [{id: ana, steps: [call]}]\n");
    CHECK(parsed.problems.empty());
    CHECK(parsed.settings.pace == Pace::Lively);
    CHECK(parsed.settings.connections.front().steps.size() == 1);
    CHECK(row(config::effective(parsed.origins), "pace").from == "kith.yaml:3");
}

TEST_CASE("A preset may speak of some circles alone", "[config][presets]") {
    const auto parsed = with("far-from-home", "connections: [{id: mum, circle: inner}, "
                                              "{id: ines, circle: new-friend}, "
                                              "{id: jo, access: usual}]\n");
    const auto& all = parsed.settings.connections;
    CHECK(all[0].access == Access::Remote);
    CHECK(all[1].access == Access::Usual);
    CHECK(all[2].access == Access::Usual);
    CHECK(row(config::effective(parsed.origins, all[1]), "access").from == "default");
}

TEST_CASE("A walk that a preset suggests is none with somebody far away", "[config][presets]") {
    const auto parsed = with("new-parent", "connections: [{id: ana, access: remote}, "
                                           "{id: bo, access: remote, steps: [walk]}]\n");
    const auto& all = parsed.settings.connections;
    REQUIRE(all[0].steps.size() == 1);
    CHECK(all[0].steps.front().name == "voice-note");
    CHECK(all[1].steps.front().name == "walk");
    CHECK(row(config::effective(parsed.origins, all[0]), "steps").value == "[voice-note]");
}

TEST_CASE("What is said of a preset's value names the line of the preset", "[config][presets]") {
    const auto parsed = with("far-from-home", "hours: {quiet: {from: \"18:00\"}}\n");
    REQUIRE(parsed.problems.size() == 1);
    CHECK(parsed.problems.front().place.line == 2);
    CHECK(parsed.problems.front().key == "hours.slots");
}

TEST_CASE("A preset nobody knows is an error with the nearest", "[config][presets]") {
    const auto parsed = with("carers", kAna);
    REQUIRE(parsed.problems.size() == 1);
    CHECK(parsed.problems.front().reason.find("carer") != std::string::npos);
    CHECK(parsed.settings.pace == Pace::Steady);
}

// SPDX-License-Identifier: MIT
#include "core/config/table.hpp"

#include <filesystem>

#include "core/config/docs/documents.hpp"
#include "core/config/effective.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/samples.hpp"

using namespace kith;
using config::SectionId;

namespace {

std::string join_path(std::string_view path, std::string_view name) {
    return path.empty() ? std::string{name} : std::string{path} + "." + std::string{name};
}

/// A configuration that is right but for `key: [[1]]` in the section, and the full key it has
/// there.
std::pair<std::string, std::string> with_rubbish(SectionId id, const std::string& key) {
    const std::string rubbish = key + ": [[1]]";
    const auto in = [&](const std::string& head, const std::string& needed,
                        const std::string& tail) {
        return "version: 1\n" + head + (key == "id" || needed.empty() ? "" : needed + ", ") +
               rubbish + tail + "\n";
    };
    const std::string c = "connections: [{id: x, ";
    switch (id) {
    case SectionId::File:
        return {key == "version" ? rubbish + "\n" : "version: 1\n" + rubbish + "\n", key};
    case SectionId::Quiet: return {in("hours: {quiet: {", "", "}}"), "hours.quiet." + key};
    case SectionId::Connection:
        return {in("connections: [{", "id: x", "}]"),
                (key == "id" ? "connections[0]." : "connections.x.") + key};
    case SectionId::Meets: return {in(c + "meets: {", "", "}}]"), "connections.x.meets." + key};
    case SectionId::Step: return {in(c + "steps: [{", "", "}]}]"), "connections.x.steps." + key};
    case SectionId::Quorum:
        return {in(c + "satisfied_by: {", "", "}}]"), "connections.x.satisfied_by." + key};
    case SectionId::Ritual: return {in("rituals: [{", "", "}]"), "rituals[0]." + key};
    case SectionId::Plugin:
        return {in("plugins: [{", "id: x", "}]"),
                (key == "id" ? "plugins[0]." : "plugins.x.") + key};
    case SectionId::Secret: return {in("secrets: {x: {", "", "}}"), "secrets.x." + key};
    default: break;
    }
    const std::string path{config::section(id).path};
    return {in(path + ": {", "", "}"), join_path(path, key)};
}

/// The configuration with every default of the plain sections written out.
std::string defaults_written_out() {
    std::string out = "version: 1\n";
    for (const auto& section : config::sections()) {
        const bool plain = section.path.find_first_of("[N.") == std::string_view::npos;
        std::string body;
        for (const auto& key : section.keys)
            if (plain && !key.fallback.empty())
                body += (section.path.empty() ? "" : "  ") + std::string{key.name} + ": " +
                        std::string{key.fallback} + "\n";
        if (section.id == SectionId::Hours)
            body += "  quiet: {from: \"20:30\", to: \"09:00\", weekend_to: \"10:00\"}\n";
        if (!body.empty() && !section.path.empty()) out += std::string{section.path} + ":\n";
        out += body;
    }
    return out;
}

} // namespace

TEST_CASE("Every key of the table is read and checked", "[config][table]") {
    for (const auto& section : config::sections()) {
        for (const auto& key : section.keys) {
            const auto [text, path] = with_rubbish(section.id, std::string{key.name});
            const auto parsed = test::parse_text(text);
            bool told = false;
            for (const auto& problem : parsed.problems)
                told = told || problem.key.starts_with(path);
            INFO(text << test::errors_of(text));
            CHECK((told || (key.type == config::Type::List && !parsed.ok())));
        }
    }
}

TEST_CASE("Defaults written out give what leaving them out gives", "[config][table]") {
    const auto text = defaults_written_out();
    const auto written = test::parse_text(text);
    const auto left_out = test::parse_text("version: 1\n");
    INFO(text);
    CHECK(test::lines(written.problems) == std::vector<std::string>{});
    const auto& a = written.settings;
    const auto& b = left_out.settings;
    CHECK(a.hours.slots == b.hours.slots);
    CHECK(a.hours.open_for == b.hours.open_for);
    CHECK(a.hours.quiet_from == b.hours.quiet_from);
    CHECK(a.reflection.weekday == b.reflection.weekday);
    CHECK(a.reflection.at == b.reflection.at);
    CHECK(a.pace == b.pace);
    CHECK(a.policy.f == b.policy.f);
    CHECK(a.policy.f_kin == b.policy.f_kin);
    CHECK(a.policy.theta == b.policy.theta);
    CHECK(a.policy.load == b.policy.load);
    CHECK(a.policy.settle_h == b.policy.settle_h);
    CHECK(a.policy.after_social_h == b.policy.after_social_h);
    CHECK(a.policy.event_margin == b.policy.event_margin);
    CHECK(a.budget.min_gap_h == b.budget.min_gap_h);
    CHECK(a.budget.goal_gap_share == b.budget.goal_gap_share);
    CHECK(a.budget.kind_share == b.budget.kind_share);
    CHECK(a.budget.micro_7d == b.budget.micro_7d);
    CHECK(weekly_budget(a) == weekly_budget(b));
    CHECK(a.response.expire_h == b.response.expire_h);
    CHECK(a.response.ambient_after_ignored == b.response.ambient_after_ignored);
    CHECK(a.modes.hard_week_d == b.modes.hard_week_d);
    CHECK(a.withhold == b.withhold);
}

TEST_CASE("The table spells words as the vocabulary does", "[config][table]") {
    const auto same = [](SectionId id, std::string_view name, auto enumeration) {
        const auto& words = config::find_key(id, name)->words;
        for (std::size_t i = 0; i < words.size(); ++i)
            CHECK(words[i] == to_word(static_cast<decltype(enumeration)>(i)));
    };
    same(SectionId::File, "pace", Pace{});
    same(SectionId::You, "usual_energy", Energy{});
    same(SectionId::Connection, "circle", Circle{});
    same(SectionId::Connection, "counts", Counts{});
    same(SectionId::Connection, "feels", Feels{});
    same(SectionId::Connection, "importance", Importance{});
    same(SectionId::Connection, "state", State{});
    same(SectionId::Step, "channel", Channel{});
}

TEST_CASE("Every key explains itself and names its rule", "[config][table]") {
    for (const auto& section : config::sections()) {
        for (const auto& key : section.keys) {
            INFO(section.path << " " << key.name);
            CHECK(key.help.ends_with('.'));
            CHECK(key.help.find('!') == std::string_view::npos);
            CHECK_FALSE(key.source.empty());
            CHECK_FALSE(config::expectation(key).empty());
        }
    }
}

TEST_CASE("The committed documents are what the table gives", "[config][table]") {
    const auto tree = std::filesystem::path{KITH_TEST_DATA}.parent_path().parent_path();
    INFO("the target config-docs writes them anew");
    CHECK(test::read_text(tree / "docs/config.md") == config::config_markdown());
    CHECK(test::read_text(tree / "docs/man/kith.yaml.5.scd") == config::config_man());
    CHECK(test::read_text(tree / "config/kith.schema.json") == config::config_schema());
}

TEST_CASE("Example and demonstration use only what exists", "[config][table]") {
    const auto tree = std::filesystem::path{KITH_TEST_DATA}.parent_path().parent_path();
    config::Manifests bundled;
    for (const std::string name : {"command", "desktop", "files"}) {
        const auto file = name + ".plugin.yaml";
        auto manifest =
            config::parse_manifest(file, test::read_text(tree / "plugins" / name / file));
        CHECK(test::lines(manifest.problems) == std::vector<std::string>{});
        bundled.emplace(name, std::move(manifest.manifest));
    }
    const auto family = tree / "config/demo/connections/family.yaml";
    for (const auto& files :
         {std::vector<config::SourceFile>{
              {"kith.example.yaml", test::read_text(tree / "config/kith.example.yaml"), false}},
          {{"kith.yaml", test::read_text(tree / "config/demo/kith.yaml"), false},
           {"family.yaml", test::read_text(family), true}}}) {
        const auto parsed = config::parse(files, &bundled);
        CHECK(test::lines(parsed.problems) == std::vector<std::string>{});
        CHECK(parsed.kept.empty());
    }
}

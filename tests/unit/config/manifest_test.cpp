// SPDX-License-Identifier: MIT
#include "core/config/manifest.hpp"

#include "core/config/settings_file.hpp"
#include "core/config/settings_json.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/samples.hpp"

using namespace kith;
using Catch::Matchers::Contains;

namespace {

std::string told(const std::string& text) {
    std::string out;
    for (const auto& line : test::lines(config::parse_manifest("x.plugin.yaml", text).problems))
        out += line + '\n';
    return out;
}

const std::string kHead = "name: x\nabi: 1\nsummary: y\nroles: [sense]\n";

} // namespace

TEST_CASE("A manifest is read whole", "[config][manifest]") {
    const auto& mail = test::sample_manifests().at("email");
    CHECK(mail.version == "0.1.0");
    CHECK(mail.has_role("deliver"));
    CHECK_FALSE(mail.has_role("plan"));
    CHECK(mail.permissions.network);
    CHECK(mail.permissions.discovery);
    CHECK_FALSE(mail.permissions.exec);
    REQUIRE(mail.setting("password"));
    CHECK(mail.setting("password")->secret);
    CHECK(mail.setting("port")->type == config::SettingType::Int);
    CHECK(mail.setting("lookback")->fallback == SettingValue{std::string{"90 days"}});
    CHECK(mail.setting("nothing") == nullptr);
    CHECK(test::sample_manifests().at("desktop").permissions.system_bus.size() == 1);
}

TEST_CASE("What is wrong with a manifest is told at its place", "[config][manifest]") {
    CHECK_THAT(told(""), Contains("1:1: error: name: this manifest is empty"));
    CHECK_THAT(told("name: x\n"),
               Contains("error: abi: this key is missing") && Contains("error: roles"));
    CHECK_THAT(told(kHead + "abi2: 1\n"),
               Contains("5:1: error: abi2: Kith knows no such key here; did you mean abi?"));
    CHECK_THAT(told("name: x\nabi: 2\nsummary: y\nroles: [cook]\n"),
               Contains("2:6: error: abi: expected 1") && Contains("4:9: error: roles"));
    CHECK_THAT(told(kHead + "permissions: {paths: [mail]}\n"),
               Contains("paths names the setting mail"));
    CHECK_THAT(told(kHead + "permissions: {network: true, hosts: [a]}\n"
                            "settings: [{key: a, type: path}]\n"),
               Contains("hosts names the setting a, which is a path"));
    CHECK_THAT(told(kHead + "settings: [{key: a}, {key: a}]\n"),
               Contains("the setting a stands here twice"));
    CHECK_THAT(told(kHead + "settings: [{key: a, type: int, default: many}]\n"),
               Contains("5:41: error: settings[0].default"));
    CHECK_THAT(told(kHead + "settings: [{key: a, type: enum}]\n"),
               Contains("an enum needs its values"));
    CHECK_THAT(told(kHead + "settings: [{key: A b}]\n"), Contains("small letters"));
    CHECK_THAT(told(kHead + "settings: [{key: a, empty: true, type: path}]\n"),
               Contains("only a string that is no secret may be empty"));
    CHECK_THAT(
        told(kHead + "settings: [{key: a}]\nneeds: [{one_of: [a, b], with: c, role: plan}]\n"),
        Contains("6:9: error: needs[0].one_of: b is not among the settings") &&
            Contains("needs[0].with: c is not among the settings") &&
            Contains("needs[0].role: plan is not among the roles"));
    CHECK_THAT(told(kHead + "settings: [{key: a}]\nneeds: [{with: a}]\n"),
               Contains("needs[0].one_of: this key is missing"));
    CHECK_THAT(told(kHead + "settings: [{key: a}]\nneeds: [{one_of: []}]\n"),
               Contains("needs[0].one_of: name one setting at least"));
    CHECK_THAT(told("name: x\nabi: 1\nsummary: \"y\\nmay    nothing\"\nroles: [sense]\n"),
               Contains("3:10: error: summary: this must be one line"));
    CHECK_THAT(told(kHead + "settings: [{key: a, help: \"b\\ec\"}]\n"),
               Contains("5:27: error: settings[0].help: this must be one line"));
    CHECK_THAT(told(kHead + "permissions: {bus: [\"org.x\\nfile\"]}\n"),
               Contains("error: permissions.bus: this must be one line"));
    CHECK(told(kHead + "settings:\n  - key: a\n    help: >\n      one\n      line\n").empty());
    CHECK_THAT(told(kHead + "settings: [{key: a, required: true, default: b}]\n"),
               Contains("never required"));
}

TEST_CASE("What a plugin may reach has no default", "[config][manifest]") {
    const auto with = [](const std::string& permissions, const std::string& type) {
        return told(kHead + "permissions: {" + permissions + "}\nsettings: [{key: a, type: " +
                    type + ", default: https://example.org}, {key: b, default: y}]\n");
    };
    const auto refused = Contains("the setting a says what the plugin may reach");
    CHECK_THAT(with("paths: [a]", "path"), refused);
    CHECK_THAT(with("paths: [a]", "list"), refused);
    CHECK_THAT(with("network: true, hosts: [a]", "string"), refused);
    CHECK_THAT(with("network: true", "url"), refused);
    CHECK(with("paths: [a]", "path").find("the setting b") == std::string::npos);
    // Nothing is opened by these.
    CHECK(with("network: true", "string").empty());
    CHECK(with("network: false", "url").empty());
    CHECK(with("network: true", "path").empty());
}

TEST_CASE("Settings reach the plugin typed, with defaults and without secrets",
          "[config][manifest]") {
    const auto parsed = test::parse_text(test::read_text(test::sample_dir() / "good/plugins.yaml"));
    CHECK(
        config::settings_json(parsed.settings.plugins.at(1)) ==
        R"({"auth":"oauth","folders":["INBOX"],"imap":"imaps://mail.example.org","lookback":"3 weeks","port":993,"user":"sam"})");
    CHECK(config::settings_json(parsed.settings.plugins.at(2)) ==
          R"({"ics":["~/calendars"],"maildir":["~/Mail"],"weight":1.0})");
    CHECK(parsed.settings.plugins.at(0).trust);
    CHECK(parsed.settings.plugins.at(0).best_effort_sandbox);
}

TEST_CASE("Settings of a plugin nobody knows are taken by their look", "[config][manifest]") {
    const auto parsed = config::parse(
        {{"kith.yaml",
          "version: 1\nplugins: [{id: x, plugin: y, settings: {a: true, b: 3, c: d, e: [f], g: "
          "{secret: h}}}]\nsecrets: {h: {file: /k}}\n",
          false}},
        nullptr);
    CHECK(test::lines(parsed.problems) == std::vector<std::string>{});
    CHECK(config::settings_json(parsed.settings.plugins.at(0)) ==
          R"({"a":true,"b":3,"c":"d","e":["f"]})");
    CHECK(parsed.settings.plugins.at(0).secret_refs.at("g") == "h");
}

TEST_CASE("A file of settings alone is checked against the manifest", "[config][manifest]") {
    const auto& files = test::sample_manifests().at("files");
    const auto good = config::parse_settings_file("s.yaml", "maildir: ~/Mail\n", files);
    CHECK(good.problems.empty());
    CHECK(config::settings_json(good.instance) == R"({"maildir":["~/Mail"],"weight":0.5})");
    for (const char* number : {"3", "[~/Mail, 3]", "4.5"}) {
        const auto wrong =
            config::parse_settings_file("s.yaml", std::string{"maildir: "} + number + "\n", files);
        REQUIRE(wrong.problems.size() == 1);
        CHECK_THAT(config::format(wrong.problems[0]),
                   Contains("error: maildir: expected a folder or file, but this is a number"));
    }
    CHECK(config::parse_settings_file("s.yaml", "maildir: '3'\n", files).problems.empty());
    const auto bad = config::parse_settings_file("s.yaml", "maildirs: ~/Mail\n", files);
    REQUIRE(bad.problems.size() == 1);
    CHECK_THAT(config::format(bad.problems[0]),
               Contains("s.yaml:1:1: error: maildirs") && Contains("did you mean maildir?"));
    CHECK(config::parse_settings_file("s.yaml", "", files).problems.empty());
}

TEST_CASE("A setting is empty only where its manifest says it may be", "[config][manifest]") {
    const auto manifest =
        config::parse_manifest("x.plugin.yaml", kHead + "settings: [{key: a, empty: true, default: "
                                                        "b}, {key: c}]\n");
    REQUIRE(manifest.problems.empty());
    const auto good = config::parse_settings_file("s.yaml", "a: \"\"\n", manifest.manifest);
    CHECK(good.problems.empty());
    CHECK(config::settings_json(good.instance) == R"({"a":""})");
    for (const char* text : {"c: \"\"\n", "a:\n"}) {
        const auto bad = config::parse_settings_file("s.yaml", text, manifest.manifest);
        REQUIRE(bad.problems.size() == 1);
    }
}

TEST_CASE("What belongs together among the settings is asked for at its place",
          "[config][manifest]") {
    auto parsed = config::parse_manifest(
        "x.plugin.yaml", "name: x\nabi: 1\nsummary: y\nroles: [sense, deliver]\n"
                         "settings: [{key: a}, {key: b, empty: true}, {key: c, help: Who you are.},"
                         " {key: d, secret: true}, {key: e, type: addresses}]\n"
                         "needs:\n  - {one_of: [a, b]}\n  - {one_of: [c], with: a}\n"
                         "  - {one_of: [c, d], with: b}\n  - {one_of: [b], role: deliver}\n");
    REQUIRE(parsed.problems.empty());
    const config::Manifests all{{"x", parsed.manifest}};
    const auto problems = [&](const std::string& settings, const std::string& deliver) {
        const auto text =
            "version: 1\n" + deliver +
            "secrets: {k: {gnome: sam}}\nplugins:\n  - {id: p, plugin: x, settings: {" + settings +
            "}}\n";
        std::string out;
        for (const auto& line :
             test::lines(config::parse({{"kith.yaml", text, false}}, &all).problems))
            out += line + '\n';
        return out;
    };
    const std::string deliver = "deliver: [p]\n";
    CHECK(problems("a: x, c: y", "").empty());
    CHECK(problems("b: x, d: {secret: k}", deliver).empty());
    CHECK(problems("a: x, c: y, b: \"\"", "").empty());
    CHECK(problems("", "") ==
          "kith.yaml:4:34: error: plugins.p.settings.a: the plugin x needs one of "
          "the settings a, b\n");
    CHECK(problems("b: \"\"", "").find("needs one of the settings a, b\n") != std::string::npos);
    CHECK(problems("a: x", "") == "kith.yaml:4:35: error: plugins.p.settings.c: the plugin x needs "
                                  "the setting c beside a: Who you are\n");
    CHECK(problems("b: x", "") == "kith.yaml:4:35: error: plugins.p.settings.c: the plugin x needs "
                                  "one of the settings c, d beside b\n");
    CHECK(problems("a: x, c: y", deliver) ==
          "kith.yaml:2:11: error: deliver: p needs the setting b to deliver\n");
    CHECK(problems("a: x, c: y, e: [Sam@Example.org, sam+a@example.org]", "").empty());
    CHECK_THAT(problems("a: x, c: y, e: [\"Sam Doe\"]", ""), Contains("plugins.p.settings.e: "));
    CHECK_THAT(problems("a: x, c: y, e: [[q]]", ""), Contains("plugins.p.settings.e: "));
}

TEST_CASE("A role without what it needs is not played", "[config][manifest]") {
    const auto parsed = config::parse_manifest(
        "x.plugin.yaml", "name: x\nabi: 1\nsummary: y\nroles: [sense, plan, deliver]\n"
                         "settings: [{key: a}, {key: b, secret: true}, {key: c}]\n"
                         "needs: [{one_of: [a, b], role: plan}, {one_of: [b], with: c, role: "
                         "deliver}, {one_of: [a]}]\n");
    REQUIRE(parsed.problems.empty());
    PluginInstance instance;
    CHECK(parsed.manifest.is_given(instance, "sense"));
    CHECK_FALSE(parsed.manifest.is_given(instance, "plan"));
    CHECK(parsed.manifest.is_given(instance, "deliver"));
    instance.settings["c"] = "x";
    instance.settings["a"] = " ";
    CHECK_FALSE(parsed.manifest.is_given(instance, "plan"));
    CHECK_FALSE(parsed.manifest.is_given(instance, "deliver"));
    instance.secret_refs["b"] = "k";
    CHECK(parsed.manifest.is_given(instance, "plan"));
    CHECK(parsed.manifest.is_given(instance, "deliver"));
}

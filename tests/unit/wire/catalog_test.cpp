// SPDX-License-Identifier: MIT
#include "wire/catalog.hpp"

#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using wire::Catalog;
namespace fs = std::filesystem;

namespace {

void put(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
    REQUIRE(::chmod(file.c_str(), 0644) == 0);
}

void put_plugin(const fs::path& folder, const std::string& name, const std::string& more = {}) {
    put(folder / (name + ".plugin.yaml"),
        "name: " + name + "\nabi: 1\nsummary: A test\nroles: [sense]\n" + more);
    put(folder / (name + ".so"), "no code");
}

} // namespace

TEST_CASE("Plugins are found by their manifests; the first of a name wins", "[wire]") {
    const test::TempDir dir;
    put_plugin(dir / "mine", "mail");
    put_plugin(dir / "bundled", "mail");
    put_plugin(dir / "bundled", "files");
    const auto catalog = Catalog::scan({dir / "missing", dir / "mine"}, dir / "bundled");
    REQUIRE(catalog.entries().size() == 2);
    CHECK_FALSE(catalog.find("mail")->bundled);
    CHECK(catalog.find("files")->bundled);
    CHECK(catalog.find("nobody") == nullptr);
    CHECK(catalog.manifests().contains("files"));
    CHECK(Catalog::refusal(*catalog.find("files"), false).empty());
    const auto ref = Catalog::ref(*catalog.find("files"));
    CHECK(ref.library == dir / "bundled" / "files.so");
    CHECK(ref.roles == wire::role_bit("sense"));
}

TEST_CASE("The environment names folders of its own", "[wire]") {
    const test::TempDir dir;
    put_plugin(dir / "a", "one");
    put_plugin(dir / "data" / "kith" / "plugins", "two");
    const test::EnvVar path("KITH_PLUGIN_PATH",
                            (dir / "none").string() + ":" + (dir / "a").string());
    const test::EnvVar data("XDG_DATA_HOME", (dir / "data").string());
    const auto catalog = Catalog::scan();
    CHECK(catalog.find("one") != nullptr);
    CHECK(catalog.find("two") != nullptr);
}

TEST_CASE("A plugin others could have changed is refused", "[wire]") {
    const test::TempDir dir;
    put_plugin(dir.path(), "open");
    put_plugin(dir.path(), "alone");
    put_plugin(dir.path(), "liar");
    put(dir / "liar.plugin.yaml", "name: other\nabi: 1\nsummary: A test\nroles: [sense]\n");
    put(dir / "broken.plugin.yaml", "name: [\n");
    REQUIRE(::chmod((dir / "open.so").c_str(), 0666) == 0);
    fs::remove(dir / "alone.so");
    const auto catalog = Catalog::scan({}, dir.path());
    const auto refusal = [&](const char* name) {
        return Catalog::refusal(*catalog.find(name), true);
    };
    CHECK(refusal("open").find("others can write to") != std::string::npos);
    CHECK(refusal("alone").find("is not there") != std::string::npos);
    CHECK(refusal("liar").find("calls itself other") != std::string::npos);
    CHECK_FALSE(refusal("broken").empty());
}

TEST_CASE("A plugin whose owner the service cannot see is refused with a way out", "[wire]") {
    if (::geteuid() != 0) return; // only root can give a file away
    const test::TempDir dir;
    put_plugin(dir.path(), "shared");
    REQUIRE(::chown((dir / "shared.so").c_str(), 65534, 65534) == 0);
    const auto catalog = Catalog::scan({dir.path()}, dir / "none");
    CHECK(Catalog::refusal(*catalog.find("shared"), true).find("~/.local/share/kith/plugins") !=
          std::string::npos);
}

TEST_CASE("A pipe under a manifest's name costs itself, and nobody waits for it", "[wire]") {
    const test::TempDir dir;
    put_plugin(dir.path(), "mail");
    put(dir / "trap.so", "no code");
    REQUIRE(::mkfifo((dir / "trap.plugin.yaml").c_str(), 0600) == 0);
    const auto catalog = Catalog::scan({}, dir.path());
    CHECK(Catalog::refusal(*catalog.find("trap"), true).find("not an ordinary file") !=
          std::string::npos);
    CHECK(Catalog::refusal(*catalog.find("mail"), true).empty());
}

TEST_CASE("A folder others can write to is refused with its plugins", "[wire]") {
    const test::TempDir dir;
    put_plugin(dir / "shared", "mail");
    REQUIRE(::chmod((dir / "shared").c_str(), 0777) == 0);
    const auto catalog = Catalog::scan({dir / "shared"}, dir / "none");
    CHECK(Catalog::refusal(*catalog.find("mail"), true).find("others can write to") !=
          std::string::npos);
}

TEST_CASE("A plugin from elsewhere that wants programs or a bus needs trust", "[wire]") {
    const test::TempDir dir;
    put_plugin(dir.path(), "runner", "permissions: {exec: true}\n");
    put_plugin(dir.path(), "bused", "permissions: {bus: [org.example.Chat]}\n");
    const auto outside = Catalog::scan({dir.path()}, dir / "none");
    for (const auto* name : {"runner", "bused"}) {
        CHECK(Catalog::refusal(*outside.find(name), false).find("trust: true") !=
              std::string::npos);
        CHECK(Catalog::refusal(*outside.find(name), true).empty());
    }
    const auto bundled = Catalog::scan({}, dir.path());
    CHECK(Catalog::refusal(*bundled.find("runner"), false).empty());
}

TEST_CASE("A program that brings something is not asked for contacts", "[wire]") {
    const test::TempDir dir;
    put_plugin(dir.path(), "runner", "permissions: {exec: true}\n");
    put_plugin(dir.path(), "mail", "permissions: {network: true}\n");
    put_plugin(dir.path(), "either",
               "permissions: {exec: true}\nsettings:\n  - {key: senses, type: bool, help: So.}\n");
    const auto catalog = Catalog::scan({}, dir.path());
    PluginInstance mine;
    mine.id = "mine";
    const auto asked = [&](const char* plugin, const std::vector<std::string>& deliver,
                           const std::vector<std::string>& page = {}) {
        Settings settings;
        settings.deliver = deliver;
        settings.reflection.by = page;
        return Catalog::plays(*catalog.find(plugin), "sense", mine, settings);
    };
    const auto is_idle = [&](const char* plugin, const std::vector<std::string>& deliver) {
        Settings settings;
        settings.deliver = deliver;
        return Catalog::is_idle(*catalog.find(plugin), mine, settings);
    };
    CHECK(asked("runner", {}));
    CHECK(asked("runner", {"other"}));
    CHECK_FALSE(asked("runner", {"other", "mine"}));
    CHECK_FALSE(asked("runner", {"other"}, {"mine"}));
    CHECK(asked("mail", {"mine"}, {"mine"}));
    CHECK_FALSE(Catalog::plays(*catalog.find("mail"), "plan", mine, {}));
    CHECK_FALSE(is_idle("runner", {}));
    // Where it can be said that a program tells of contacts, it has to be.
    CHECK_FALSE(asked("either", {}));
    CHECK(is_idle("either", {}));
    CHECK_FALSE(is_idle("either", {"mine"}));
    mine.settings["senses"] = true;
    CHECK(asked("either", {}));
    CHECK_FALSE(asked("either", {"mine"}));
    CHECK_FALSE(asked("either", {}, {"mine"}));
    CHECK_FALSE(is_idle("either", {}));
}

// SPDX-License-Identifier: MIT
// Takes somebody's lines out of the configuration; the question has been asked before.
#include <filesystem>
#include <memory>
#include <sys/stat.h>

#include <CLI/CLI.hpp>

#include "base/files.hpp"
#include "cli/common/terminal.hpp"
#include "cli/offline/commands.hpp"
#include "cli/offline/config_dir.hpp"
#include "core/config/load.hpp"
#include "core/config/take_out.hpp"

namespace kith::cli {
namespace {

namespace fs = std::filesystem;

/// In place of what a link points to, with the rights the file has.
Result<void> replace(const config::SourceFile& file) {
    std::error_code error;
    const auto real = fs::canonical(file.name, error);
    struct stat status{};
    if (error || ::stat(real.c_str(), &status) != 0) return fail(file.name + " is not there");
    if (!file.text.empty()) return atomic_write(real, file.text, status.st_mode & 0777U);
    if (fs::remove(real, error); error) return fail(file.name + ": " + error.message());
    if (real != fs::path{file.name}) fs::remove(file.name, error); // a link to it goes as well
    return flush_dir(real.parent_path());
}

int run(const std::string& id, const fs::path& dir) {
    const auto catalog = wire::Catalog::scan();
    const auto loaded = config::load_files(dir);
    if (!loaded.problems.empty()) {
        complain("kith: " + config::format(loaded.problems.front()));
        return kNotSo;
    }
    const auto out = config::take_out(loaded.files, id, &catalog.manifests());
    if (!out) {
        complain("kith: " + out.error().text);
        return kNotSo;
    }
    for (const auto& file : out->files)
        if (const auto done = replace(file); !done) {
            complain("kith: " + done.error().text);
            return kNotSo;
        }
    print("Their lines are taken out.");
    std::string left;
    for (const auto& place : out->left) left += (left.empty() ? "" : ", ") + config::format(place);
    if (!left.empty())
        print("Words of your own still name them; those are left to you: " + left + ".");
    return kOk;
}

} // namespace

void add_take_out(CLI::App& app, int& code) {
    auto* command = app.add_subcommand("take-out", "Take somebody's lines out");
    command->group(""); // `kith no-contact` is the word for it
    auto id = std::make_shared<std::string>(), dir = std::make_shared<std::string>();
    command->add_option("ID", *id)->required();
    command->add_option("--config", *dir)->required();
    command->callback([id, dir, &code] { code = run(*id, *dir); });
}

} // namespace kith::cli

// SPDX-License-Identifier: MIT
#include "core/config/load.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/config/read_file.hpp"

namespace kith::config {
namespace {

namespace fs = std::filesystem;

bool is_yaml(const fs::path& path) {
    const auto name = path.filename().string();
    return !name.starts_with('.') && !name.starts_with('#') &&
           (name.ends_with(".yaml") || name.ends_with(".yml"));
}

void add(Loaded& out, const fs::path& path, bool connections) {
    auto text = read_whole(path);
    if (text)
        out.files.push_back({path.string(), std::move(*text), connections});
    else
        out.problems.push_back({{path.string(), 0, 0}, Severity::Error, "file", text.error().text});
}

/// `.` and `x/` give `kith.yaml` and `x/kith.yaml`: as an editor wants to open them.
fs::path shown(const fs::path& dir) {
    const auto normal = dir.lexically_normal();
    return normal == "." ? fs::path{} : normal;
}

} // namespace

Loaded load_files(const fs::path& dir) {
    Loaded out;
    std::error_code error;
    const auto main = shown(dir) / "kith.yaml";
    if (!fs::exists(main, error)) {
        out.problems.push_back(
            {{main.string(), 0, 0},
             Severity::Error,
             "file",
             fs::is_directory(dir, error)
                 ? "there is no such file yet; config/kith.example.yaml is a good start"
                 : fmt::format("the folder {} is not there", dir.string())});
        return out;
    }
    add(out, main, false);
    std::vector<fs::path> more;
    for (fs::directory_iterator it{shown(dir) / "connections", error}, end; !error && it != end;
         it.increment(error))
        if (is_yaml(it->path())) more.push_back(it->path());
    if (error && error != std::errc::no_such_file_or_directory)
        out.problems.push_back({{(shown(dir) / "connections").string(), 0, 0},
                                Severity::Error,
                                "file",
                                fmt::format("this folder cannot be read: {}", error.message())});
    std::ranges::sort(more);
    for (const auto& path : more) add(out, path, true);
    return out;
}

Parsed load(const fs::path& dir, const Manifests* manifests) {
    auto loaded = load_files(dir);
    auto out = parse(loaded.files, manifests, loaded.problems.empty());
    std::ranges::move(loaded.problems, std::back_inserter(out.problems));
    sort_by_place(out.problems);
    return out;
}

} // namespace kith::config

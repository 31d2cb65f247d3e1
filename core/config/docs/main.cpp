// SPDX-License-Identifier: MIT
// kith-config-docs TREE: writes the generated documents into the source tree.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "core/config/docs/documents.hpp"

namespace {

void write(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << text << std::flush;
    if (!out) throw std::runtime_error("cannot write " + path.string());
}

} // namespace

int main(int argc, char** argv) try {
    if (argc != 2) {
        fmt::print(stderr, "kith-config-docs TREE\n");
        return 2;
    }
    const std::filesystem::path tree{argv[1]};
    write(tree / "docs/config.md", kith::config::config_markdown());
    write(tree / "docs/man/kith.yaml.5.scd", kith::config::config_man());
    write(tree / "config/kith.schema.json", kith::config::config_schema());
    return 0;
} catch (const std::exception& e) {
    std::fputs(e.what(), stderr);
    std::fputc('\n', stderr);
    return 1;
}

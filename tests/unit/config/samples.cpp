// SPDX-License-Identifier: MIT
#include "tests/unit/config/samples.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace kith::test {

std::string read_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::filesystem::path sample_dir() { return std::filesystem::path{KITH_TEST_DATA} / "config"; }

std::vector<std::filesystem::path> samples(const std::string& folder) {
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator{sample_dir() / folder})
        if (entry.path().extension() == ".yaml") out.push_back(entry.path());
    std::ranges::sort(out);
    return out;
}

const config::Manifests& sample_manifests() {
    static const config::Manifests manifests = [] {
        config::Manifests out;
        for (const auto& file : samples("manifests")) {
            auto parsed = config::parse_manifest(file.filename().string(), read_text(file));
            if (!parsed.problems.empty())
                throw std::runtime_error(config::format(parsed.problems[0]));
            out.emplace(parsed.manifest.name, std::move(parsed.manifest));
        }
        return out;
    }();
    return manifests;
}

config::Parsed parse_text(const std::string& text) {
    return config::parse({{"kith.yaml", text, false}}, &sample_manifests());
}

std::vector<std::string> lines(const config::Problems& problems) {
    std::vector<std::string> out;
    for (const auto& problem : problems) out.push_back(config::format(problem));
    return out;
}

std::string errors_of(const std::string& text) {
    std::string out;
    for (const auto& line : lines(parse_text(text).problems)) out += line + '\n';
    return out;
}

} // namespace kith::test

// SPDX-License-Identifier: MIT
#include "cli/offline/config_dir.hpp"

#include "base/files.hpp"
#include "base/paths.hpp"
#include "core/calendar/zone_auto.hpp"
#include "core/config/load.hpp"

namespace kith::cli {

std::filesystem::path config_dir(const std::string& given) {
    if (given.empty()) return config_home() / "kith";
    const std::filesystem::path path{given};
    std::error_code error;
    if (path.filename() != "kith.yaml" || !std::filesystem::is_regular_file(path, error))
        return path;
    return path.has_parent_path() ? path.parent_path() : ".";
}

Checked read_config(const std::filesystem::path& dir) {
    Checked out;
    out.catalog = wire::Catalog::scan();
    out.parsed = config::load(dir, &out.catalog.manifests());
    out.words =
        config::load_words(out.parsed.settings.language, bundled_words_dir(), dir / "words");
    return out;
}

policy::Glance glance(const std::string& given) {
    constexpr std::size_t kMost = std::size_t{1} << 20;
    std::error_code error;
    if (!given.empty() && !std::filesystem::equivalent(config_dir(given), config_dir({}), error))
        return {};
    const auto text = read_file(state_home() / "kith" / policy::kGlanceFile, kMost);
    return text ? policy::Glance::read(*text) : policy::Glance{};
}

void set_apart(Settings& settings, const policy::Glance& glance) {
    for (auto& c : settings.connections) c.state = glance.state_of(c.id, c.state);
    for (auto& ritual : settings.rituals) ritual.unsaid = glance.shunned().is_named(ritual.id);
}

calendar::Zone zone_of(const Settings& settings) {
    if (settings.you.timezone != "auto")
        if (auto zone = calendar::Zone::named(settings.you.timezone); zone) return *zone;
    return calendar::system_zone().zone;
}

} // namespace kith::cli

// SPDX-License-Identifier: MIT
// What the readers of all files and sections share while one configuration is parsed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/config/manifest.hpp"
#include "core/config/place.hpp"
#include "core/config/presets.hpp"
#include "core/config/yaml_tree.hpp"

namespace kith::config {

/// What was written for a key, and where.
struct Origin {
    std::string value;
    Place place;
};
/// By full key, `connections.ana.every`. Keys that were not written are absent.
using Origins = std::map<std::string, Origin, std::less<>>;

/// What an id names. Ids of different kinds may be equal.
enum class IdKind : std::uint8_t { Connection, Ritual, Plugin, Secret };

/// A mention of an id, checked once every file has been read.
struct Mention {
    IdKind kind = IdKind::Connection;
    std::string id;
    std::string key;  ///< the full key that mentions it
    std::string role; ///< for plugins: the role they must have, or empty
    Place place;
};

/// What a plugin instance lacks for one of its roles.
struct Lack {
    std::string role;
    std::string reason;
};

struct Reading {
    Problems problems;
    Origins origins;
    std::map<std::string, Place> kept; ///< `connections.support` and its first place
    std::vector<Mention> mentions;
    std::map<IdKind, std::map<std::string, Place, std::less<>>> ids;
    std::map<std::string, std::vector<std::string>, std::less<>>
        roles;                                                   ///< of plugin instances, by id
    std::map<std::string, std::vector<Lack>, std::less<>> lacks; ///< likewise
    const Manifests* manifests = nullptr; ///< null: plugins cannot be checked
    bool absent_plugins_pass = false;     ///< a plugin that is not there is no error
    ActivePreset preset;                  ///< what stands for keys that were not written

    void error(Place place, std::string key, std::string reason) {
        problems.push_back({std::move(place), Severity::Error, std::move(key), std::move(reason)});
    }
    void warn(Place place, std::string key, std::string reason) {
        problems.push_back(
            {std::move(place), Severity::Warning, std::move(key), std::move(reason)});
    }
    /// Notes where an id is declared; the second time is an error that names the first place.
    void declare(IdKind kind, const std::string& id, const Place& place, const std::string& key);
};

} // namespace kith::config

// SPDX-License-Identifier: MIT
#include <array>

#include "core/config/table_rows.hpp"

namespace kith::config::rows {
namespace {

using Word = std::string_view;

constexpr std::array kRoles{Word{"sense"}, Word{"deliver"}, Word{"plan"}, Word{"attend"},
                            Word{"know"}};
constexpr std::array kTypes{Word{"string"}, Word{"int"},     Word{"number"},   Word{"bool"},
                            Word{"path"},   Word{"url"},     Word{"list"},     Word{"duration"},
                            Word{"enum"},   Word{"address"}, Word{"addresses"}};

constexpr std::array kManifest{
    Key{.name = "name", .required = true, .help = "The name of the plugin and of its files."},
    Key{.name = "version", .help = "Its own version."},
    Key{.name = "abi",
        .type = Type::Integer,
        .min = 1,
        .max = 1,
        .required = true,
        .help = "The version of the plugin contract."},
    Key{.name = "summary", .required = true, .help = "One line for lists."},
    Key{.name = "roles",
        .type = Type::WordList,
        .words = kRoles,
        .required = true,
        .help = "What it can do."},
    Key{.name = "permissions",
        .type = Type::Mapping,
        .section = SectionId::Permissions,
        .help = "What it may do. Nothing, unless said here."},
    Key{.name = "settings",
        .type = Type::List,
        .section = SectionId::Setting,
        .help = "The settings it takes."},
    Key{.name = "needs",
        .type = Type::List,
        .section = SectionId::Need,
        .help = "Which of its settings belong together."},
};

constexpr std::array kPermissions{
    Key{.name = "network",
        .type = Type::Bool,
        .fallback = "false",
        .help = "Connections to the hosts its settings name."},
    Key{.name = "hosts",
        .type = Type::TextList,
        .help = "Settings that name such hosts, besides every url."},
    Key{.name = "discovery",
        .type = Type::Bool,
        .fallback = "false",
        .help = "And to where those hosts point."},
    Key{.name = "bus", .type = Type::TextList, .help = "Names on the session bus."},
    Key{.name = "system_bus", .type = Type::TextList, .help = "Names on the system bus."},
    Key{.name = "exec", .type = Type::Bool, .fallback = "false", .help = "Running programs."},
    Key{.name = "paths",
        .type = Type::TextList,
        .help = "Settings whose values are paths it may read."},
};

constexpr std::array kSetting{
    Key{.name = "key", .required = true, .help = "Its name."},
    Key{.name = "type",
        .type = Type::Word,
        .fallback = "string",
        .words = kTypes,
        .help = "What it takes."},
    Key{.name = "required",
        .type = Type::Bool,
        .fallback = "false",
        .help = "Whether it must be set."},
    Key{.name = "secret",
        .type = Type::Bool,
        .fallback = "false",
        .help = "Whether it is given as {secret: NAME}."},
    Key{.name = "default", .type = Type::Any, .help = "Its value when unset."},
    Key{.name = "help", .help = "One line for people."},
    Key{.name = "values", .type = Type::TextList, .help = "The choices of an enum."},
    Key{.name = "empty",
        .type = Type::Bool,
        .fallback = "false",
        .help = "Whether \"\" is a value of it."},
};

constexpr std::array kNeed{
    Key{.name = "one_of",
        .type = Type::TextList,
        .required = true,
        .help = "Settings of which one has to be given."},
    Key{.name = "with", .help = "Only beside this setting."},
    Key{.name = "role", .help = "Only where it is used in this role."},
};

} // namespace

std::span<const Key> manifest() { return kManifest; }
std::span<const Key> permissions() { return kPermissions; }
std::span<const Key> setting() { return kSetting; }
std::span<const Key> need() { return kNeed; }

} // namespace kith::config::rows

// SPDX-License-Identifier: MIT
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/common/terminal.hpp"
#include "cli/offline/commands.hpp"
#include "cli/offline/plain_help.hpp"
#include "cli/offline/try_options.hpp"
#include "core/config/setting_value.hpp"
#include "wire/catalog.hpp"

namespace kith::cli {
namespace {

Json entry_json(const std::string& name, const wire::CatalogEntry& entry) {
    Json settings = Json::array();
    for (const auto& s : entry.manifest.settings) {
        Json one{{"key", s.key},
                 {"type", config::to_word(s.type)},
                 {"required", s.required},
                 {"secret", s.secret},
                 {"help", s.help}};
        if (s.fallback) std::visit([&](const auto& v) { one["default"] = v; }, *s.fallback);
        settings.push_back(std::move(one));
    }
    const auto& may = entry.manifest.permissions;
    return {{"name", name},
            {"summary", entry.manifest.summary},
            {"roles", entry.manifest.roles},
            {"abi", entry.manifest.abi},
            {"bundled", entry.bundled},
            {"library", entry.library.string()},
            {"refused", wire::Catalog::refusal(entry, true)},
            {"needs_trust", wire::Catalog::needs_trust(entry)},
            {"permissions",
             {{"network", may.network},
              {"bus", may.bus},
              {"system_bus", may.system_bus},
              {"exec", may.exec},
              {"paths", may.paths}}},
            {"settings", std::move(settings)}};
}

/// A stranger's text, as one line of many.
std::string shown(const std::string& text) { return clean_line(text, 300); }

int list(bool json) {
    const auto catalog = wire::Catalog::scan();
    if (json) {
        Json out = Json::array();
        for (const auto& [name, entry] : catalog.entries()) out.push_back(entry_json(name, entry));
        print(to_line({{"plugins", std::move(out)}}));
        return kOk;
    }
    for (const auto& [name, entry] : catalog.entries()) {
        const auto refusal = wire::Catalog::refusal(entry, true);
        print(fmt::format(
            "{:<12} {:<16} {}", name, fmt::format("{}", fmt::join(entry.manifest.roles, ", ")),
            refusal.empty() ? shown(entry.manifest.summary) : "cannot be used: " + refusal));
    }
    if (catalog.entries().empty()) print("No plugins here.");
    return kOk;
}

constexpr long kLongestStay = 3600;

std::string permissions_text(const config::Permissions& may) {
    std::vector<std::string> out;
    for (const auto& path : may.paths) out.push_back("read what `" + shown(path) + "` names");
    if (may.network)
        out.emplace_back(
            "connect to the hosts its settings name (on any port where they name none)");
    if (may.exec) out.emplace_back("run programs");
    for (const auto& name : may.bus) out.push_back("speak to " + shown(name));
    for (const auto& name : may.system_bus)
        out.push_back("speak to " + shown(name) + " on the system bus");
    return out.empty() ? "keep a folder of its own, and nothing else" : join_words(out);
}

std::string default_text(const SettingValue& value) {
    Json out;
    std::visit([&](const auto& v) { out = v; }, value);
    return out.is_string() ? shown(out.get<std::string>()) : to_line(out);
}

int info(const std::string& name, bool json) {
    const auto catalog = wire::Catalog::scan();
    const auto* entry = catalog.find(name);
    if (!entry) {
        std::vector<std::string_view> names;
        names.reserve(catalog.entries().size());
        for (const auto& [each, e] : catalog.entries()) names.push_back(each);
        const auto near = nearest(name, names);
        complain(fmt::format("kith plugin info: there is no plugin {}{}", clean_line(name, 60),
                             near.empty() ? "; `kith plugin list` shows what there is"
                                          : fmt::format("; did you mean {}?", near)));
        return kNotSo;
    }
    if (json) {
        print(to_line(entry_json(name, *entry)));
        return kOk;
    }
    print(bold(name) + "  " + shown(entry->manifest.summary));
    print(fmt::format("can    {}", fmt::join(entry->manifest.roles, ", ")));
    print("may    " + permissions_text(entry->manifest.permissions));
    print("file   " + shown(entry->library.string()));
    if (const auto refusal = wire::Catalog::refusal(*entry, true); !refusal.empty())
        print("cannot be used: " + shown(refusal));
    else if (wire::Catalog::needs_trust(*entry))
        print("needs  `trust: true` beside it in kith.yaml, for it is not part of Kith");
    for (const auto& s : entry->manifest.settings)
        print(fmt::format("  {:<16} {}{}{}{}{}", s.key, config::to_word(s.type),
                          s.required ? ", needed" : "", s.secret ? ", secret" : "",
                          s.fallback ? ", else " + default_text(*s.fallback) : "",
                          s.help.empty() ? "" : "\n      " + shown(s.help)));
    return kOk;
}

void add_try(CLI::App& parent, int& code) {
    auto* command = parent.add_subcommand(
        "try", "Run one plugin alone and print its records, one JSON object a line");
    auto options = std::make_shared<TryOptions>();
    command->add_option("NAME", options->name, "The plugin")->required();
    command->add_option("ROLE", options->role,
                        "sense, deliver, withdraw, plan, attend or know (left out: sense)");
    const auto text = [&](const char* name, std::string& to, const char* value, const char* help) {
        command->add_option(name, to, help)->option_text(value);
    };
    text("--settings", options->settings, "FILE", "A YAML file with its settings");
    command
        ->add_option("--secret", options->secrets,
                     "Where a secret that the settings name is: a file, its one line")
        ->option_text("NAME=FILE");
    text("--state", options->state, "DIR",
         "A folder it keeps between tries (left out: it has none)");
    command->add_option("--cursor", options->cursor, "sense: where it stopped the last time")
        ->option_text("TEXT");
    command->add_option("--receipt", options->receipt, "withdraw: the receipt of what was brought")
        ->option_text("TEXT");
    text("--since", options->since, "T", "Look back no further than this (left out: 180 days)");
    text("--addresses", options->addresses, "FILE",
         "Lines `ADDRESS [CONNECTION]` and `self ADDRESS` (left out: no list, which a plugin may "
         "take for everybody)");
    text("--zone", options->zone, "ZONE", "Time zone (left out: yours)");
    text("--title", options->title, "TEXT", "deliver: the title shown");
    text("--body", options->body, "TEXT", "deliver: the text shown");
    command->add_option("--stay", options->stay_s, "deliver: seconds to wait for an answer")
        ->option_text("N")
        ->check(whole_number(0, kLongestStay));
    command->add_flag("--all", options->all, "Print what was passed over as well, and why");
    command->add_flag("--best-effort", options->best_effort,
                      "Run it even where this computer cannot fence it in fully");
    command->add_flag("--trust", options->trust,
                      "Run it even where it wants programs or a bus and is not part of Kith");
    command->footer("  kith plugin try files --settings mine.yaml --since 2026-01-01\n\n"
                    "where mine.yaml holds what stands under `settings:` in kith.yaml, such as\n\n"
                    "  maildir: [~/Mail]");
    command->callback([options, &code] { code = try_plugin(*options); });
}

} // namespace

void add_plugin(CLI::App& app, int& code) {
    auto* command = app.add_subcommand("plugin", "The plugins of this computer");
    command->require_subcommand(1);
    auto json = std::make_shared<bool>(false);
    auto* lister = command->add_subcommand("list", "All plugins, with what they can do");
    lister->add_flag("--json", *json, "One JSON object instead of text");
    lister->callback([json, &code] { code = list(*json); });
    auto name = std::make_shared<std::string>();
    auto* teller =
        command->add_subcommand("info", "What one plugin can do, may do and takes as settings");
    teller->add_option("NAME", *name, "The plugin")->required();
    teller->add_flag("--json", *json, "One JSON object instead of text");
    teller->callback([name, json, &code] { code = info(*name, *json); });
    add_try(*command, code);
}

} // namespace kith::cli

// SPDX-License-Identifier: MIT
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/common/terminal.hpp"
#include "cli/offline/commands.hpp"
#include "core/calendar/rule_instants.hpp"
#include "core/calendar/zone_auto.hpp"

namespace kith::cli {
namespace {

struct Options {
    std::string rule, from, zone;
    std::size_t count = 10;
};

int rule(const Options& options) {
    auto zone = calendar::system_zone().zone;
    if (!options.zone.empty()) {
        auto named = calendar::Zone::named(options.zone);
        if (!named) {
            complain("kith rule: --zone: " + named.error().text);
            return kWrongUse;
        }
        zone = *named;
    }
    const auto instants = calendar::rule_instants(options.rule, options.from, zone, options.count);
    if (!instants) {
        complain("kith rule: " + instants.error().text);
        return kWrongUse;
    }
    for (const auto at : *instants) print(calendar::format_instant(at, zone));
    return instants->empty() ? kNotSo : kOk;
}

} // namespace

void add_rule(CLI::App& app, int& code) {
    auto* command =
        app.add_subcommand("rule", "Show when a rule in words, or an RRULE, comes round");
    auto options = std::make_shared<Options>();
    command
        ->add_option("RULE", options->rule,
                     "e.g. \"every 2nd Saturday\" or \"FREQ=WEEKLY;BYDAY=SA\"")
        ->required();
    command->add_option("--from", options->from, "The first day or moment, local: 2026-03-28T09:00")
        ->required();
    command->add_option("--zone", options->zone, "Time zone, e.g. Europe/Lisbon (default: yours)");
    command->add_option("--for", options->count, "How many instants")
        ->capture_default_str()
        ->check(CLI::Range(1, 10000));
    command->footer("Words: every [2nd|other|N weeks on] DAY[, DAY] - every day - first|...|last "
                    "DAY of the month");
    command->callback([options, &code] { code = rule(*options); });
}

} // namespace kith::cli

// SPDX-License-Identifier: MIT
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/json.hpp"
#include "cli/common/terminal.hpp"
#include "cli/offline/commands.hpp"
#include "cli/offline/plain_help.hpp"
#include "core/calendar/rule_instants.hpp"
#include "core/calendar/zone_auto.hpp"

namespace kith::cli {
namespace {

struct Options {
    std::string rule, from, zone;
    std::size_t count = 10;
    bool json = false;
};

constexpr long kMostInstants = 10000;

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
    Json list = Json::array();
    for (const auto at : *instants) {
        const auto text = calendar::format_instant(at, zone);
        if (options.json)
            list.push_back(text);
        else
            print(text);
    }
    if (options.json)
        print(to_line({{"zone", zone.name()}, {"instants", std::move(list)}}));
    else if (instants->empty())
        complain("kith rule: this rule never comes round after that");
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
        ->required()
        ->option_text("T");
    command->add_option("--zone", options->zone, "Time zone, e.g. Europe/Lisbon (left out: yours)")
        ->option_text("ZONE");
    command->add_option("--for", options->count, "How many instants (left out: 10)")
        ->option_text("N")
        ->check(whole_number(1, kMostInstants));
    command->add_flag("--json", options->json, "One JSON object instead of text");
    command->footer("In words: every [2nd|other|N weeks on] DAY[, DAY]; every day; first|...|last "
                    "DAY of the month.\n\n"
                    "  kith rule \"every 2nd Saturday\" --from 2026-03-28T09:00\n"
                    "  kith rule \"last Friday of the month\" --from 2026-01-01 --for 3\n"
                    "  kith rule \"FREQ=MONTHLY;BYMONTHDAY=-1\" --from 2026-01-31 --zone UTC");
    command->callback([options, &code] { code = rule(*options); });
}

} // namespace kith::cli

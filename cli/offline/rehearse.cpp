// SPDX-License-Identifier: MIT
#include <map>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/common/terminal.hpp"
#include "cli/offline/commands.hpp"
#include "cli/offline/config_dir.hpp"
#include "cli/offline/history.hpp"
#include "core/policy/line.hpp"

namespace kith::cli {
namespace {

constexpr int kMaxDays = 3700;

struct Options {
    std::string config, history, from, seed = "0";
    int days = 28;
    policy::Answers answers = policy::Answers::Ignore;
    bool json = false;
};

const std::map<std::string, policy::Answers> kAnswerWords{{"ignore", policy::Answers::Ignore},
                                                          {"accept", policy::Answers::Accept},
                                                          {"mixed", policy::Answers::Mixed}};

void print_line(const policy::RehearsalLine& line, const calendar::Zone& zone) {
    const auto local = zone.to_local(line.at);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto when =
        fmt::format("{} {}", calendar::format_date(day),
                    calendar::format_time_of_day(
                        std::chrono::duration_cast<std::chrono::minutes>(local - day)));
    if (line.nudge) {
        print(fmt::format("{}  {}  {}", when, bold(line.title), line.body));
        return;
    }
    std::vector<std::string> because;
    for (const auto guard : line.because.list()) because.emplace_back(policy::to_word(guard));
    print(dim(fmt::format("{}  silent: {}", when, fmt::join(because, ", "))));
}

void print_summary(const policy::RehearsalSummary& summary) {
    std::vector<std::string> each;
    for (const auto& [id, count] : summary.by_connection)
        each.push_back(fmt::format("{} {}", id, count));
    print(fmt::format("{} offers in {} slots, at most {} in any seven days{}{}", summary.nudges,
                      summary.slots, summary.per_week_max, each.empty() ? "" : ": ",
                      fmt::join(each, ", ")));
}

int rehearse(const Options& options) {
    const auto checked = read_config(config_dir(options.config));
    for (const auto& problem : checked.parsed.problems)
        if (problem.severity == config::Severity::Error) complain(config::format(problem));
    if (!checked.parsed.ok()) return kNotSo;
    const auto& settings = checked.parsed.settings;
    const auto zone = zone_of(settings);
    const auto first = calendar::parse_date(options.from);
    if (!first) {
        complain("kith rehearse: --from: " + first.error().text);
        return kWrongUse;
    }
    policy::RehearsalPlan plan;
    plan.from = zone.to_instant_earliest(*first);
    plan.to = zone.to_instant_earliest(*first + std::chrono::days{options.days});
    plan.answers = options.answers;
    plan.seed = options.seed;
    if (!options.history.empty()) {
        auto history = read_history(options.history, settings);
        for (const auto& problem : history.problems) complain(problem);
        if (!history.problems.empty()) return kNotSo;
        plan.has_history = true;
        plan.history = std::move(history.touches);
    }
    const auto summary =
        policy::rehearse(settings, zone, plan, [&](const policy::RehearsalLine& line) {
            if (options.json)
                print(to_line(policy::to_json(line, zone)));
            else
                print_line(line, zone);
        });
    if (options.json)
        print(to_line(policy::to_json(summary)));
    else
        print_summary(summary);
    return kOk;
}

} // namespace

void add_rehearse(CLI::App& app, int& code) {
    auto* command = app.add_subcommand(
        "rehearse", "Live some weeks in advance and see what Kith would say, and when");
    auto options = std::make_shared<Options>();
    command->add_option("--config", options->config,
                        "The folder with kith.yaml (default: your own)");
    command->add_option("--history", options->history,
                        "Touchpoints as JSON lines; - reads standard input");
    command->add_option("--from", options->from, "The first day, e.g. 2026-03-02")->required();
    command->add_option("--days", options->days, "How many days")
        ->capture_default_str()
        ->check(CLI::Range(1, kMaxDays));
    command
        ->add_option("--answers", options->answers, "How you would answer: ignore, accept or mixed")
        ->transform(CLI::CheckedTransformer(kAnswerWords))
        ->option_text("WORD (default: ignore)");
    command->add_option("--seed", options->seed, "Another number, another mixed life")
        ->capture_default_str();
    command->add_flag("--json", options->json, "One JSON object a line, a summary last");
    command->footer(
        "Without --history it is a first run, settling included; with it the life is settled.");
    command->callback([options, &code] { code = rehearse(*options); });
}

} // namespace kith::cli

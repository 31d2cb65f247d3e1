// SPDX-License-Identifier: MIT
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/common/terminal.hpp"
#include "cli/offline/commands.hpp"
#include "cli/offline/config_dir.hpp"
#include "cli/offline/history.hpp"
#include "cli/offline/plain_help.hpp"
#include "core/policy/line.hpp"

namespace kith::cli {
namespace {

constexpr long kMaxDays = 3700;

struct Options {
    std::string config, history, from, seed = "0";
    int days = 28;
    std::string answers = "ignore";
    bool json = false;
};

policy::Answers answers_from(std::string_view word) {
    if (word == "accept") return policy::Answers::Accept;
    return word == "mixed" ? policy::Answers::Mixed : policy::Answers::Ignore;
}

/// The rehearsal as lines to read: silences for one reason in one line, and in the end what the
/// reasons mean.
class Story {
  public:
    explicit Story(const calendar::Zone& zone) : zone_(zone) {}

    void add(const policy::RehearsalLine& line) {
        if (!line.nudge && !line.withheld && silent_ > 0 && line.because == because_) {
            until_ = line.at;
            ++silent_;
            return;
        }
        tell_silence();
        if (line.nudge) {
            print(fmt::format("{}  {}  {}  {}", when(line.at), bold(line.title), line.body,
                              dim(fmt::format("({}, {})", line.connection, line.step))));
            return;
        }
        if (line.withheld) {
            print(dim(fmt::format("{}  kept back by the coin of honest_check  ({})", when(line.at),
                                  line.connection)));
            return;
        }
        because_ = line.because;
        from_ = until_ = line.at;
        silent_ = 1;
    }

    void end(const policy::RehearsalSummary& summary) {
        tell_silence();
        std::vector<std::string> each;
        each.reserve(summary.by_connection.size());
        for (const auto& [id, count] : summary.by_connection)
            each.push_back(fmt::format("{} {}", id, count));
        print(fmt::format("{} in {}, at most {} in any seven days{}{}",
                          counted(summary.nudges, "offer"), counted(summary.slots, "slot"),
                          summary.per_week_max, each.empty() ? "" : ": ", fmt::join(each, ", ")));
        for (const auto guard : seen_.list())
            print(dim(fmt::format("  {:<14}{}", policy::to_word(guard), policy::meaning(guard))));
    }

  private:
    [[nodiscard]] std::string when(Instant at) const {
        const auto local = zone_.to_local(at);
        const auto day = std::chrono::floor<std::chrono::days>(local);
        return fmt::format("{} {}", calendar::format_date(day),
                           calendar::format_time_of_day(
                               std::chrono::duration_cast<std::chrono::minutes>(local - day)));
    }

    static std::string counted(int count, std::string_view what) {
        return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
    }

    void tell_silence() {
        if (silent_ == 0) return;
        std::vector<std::string> because;
        for (const auto guard : because_.list()) because.emplace_back(policy::to_word(guard));
        seen_.merge(because_);
        const auto reasons = fmt::format("{}", fmt::join(because, ", "));
        print(dim(silent_ == 1 ? fmt::format("{}  silent: {}", when(from_), reasons)
                               : fmt::format("{}  silent until {}, {}: {}", when(from_),
                                             when(until_), counted(silent_, "slot"), reasons)));
        silent_ = 0;
    }

    const calendar::Zone& zone_;
    policy::GuardSet because_, seen_;
    Instant from_{}, until_{};
    int silent_ = 0;
};

int rehearse(const Options& options) {
    auto checked = read_config(config_dir(options.config));
    const auto known = glance(options.config);
    set_apart(checked.parsed.settings, known);
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
    plan.answers = answers_from(options.answers);
    plan.seed = options.seed;
    plan.words = &checked.words.bank;
    if (!known.shunned().empty()) {
        for (const auto& c : settings.connections)
            if (c.state != State::NoContact) plan.shunned.spare(c);
        plan.shunned.also([&](std::string_view word) { return known.shunned().knows(word); });
    }
    if (!options.history.empty()) {
        auto history = read_history(options.history, settings);
        for (const auto& problem : history.problems) complain(problem);
        if (!history.problems.empty()) return kNotSo;
        plan.has_history = true;
        plan.history = std::move(history.touches);
    }
    Story story{zone};
    const auto summary =
        policy::rehearse(settings, zone, plan, [&](const policy::RehearsalLine& line) {
            if (options.json)
                print(to_line(policy::to_json(line, zone)));
            else
                story.add(line);
        });
    if (options.json)
        print(to_line(policy::to_json(summary)));
    else
        story.end(summary);
    return kOk;
}

} // namespace

void add_rehearse(CLI::App& app, int& code) {
    auto* command = app.add_subcommand(
        "rehearse", "Live some weeks in advance and see what Kith would say, and when");
    auto options = std::make_shared<Options>();
    command->add_option("--from", options->from, "The first day, e.g. 2026-03-02")
        ->required()
        ->option_text("DATE");
    command->add_option("--days", options->days, "How many days (left out: 28)")
        ->option_text("N")
        ->check(whole_number(1, kMaxDays));
    command
        ->add_option("--config", options->config, "The folder with kith.yaml (left out: your own)")
        ->option_text("DIR");
    command
        ->add_option("--history", options->history,
                     "Contact until now, as JSON lines; - reads standard input")
        ->option_text("FILE");
    command
        ->add_option("--answers", options->answers,
                     "How you would answer: ignore, accept or mixed (left out: ignore)")
        ->option_text("HOW")
        ->check(one_of({"ignore", "accept", "mixed"}));
    command->add_option("--seed", options->seed, "Any word: another mixed life (left out: 0)")
        ->option_text("SEED");
    command->add_flag("--json", options->json, "One JSON object a line, a summary last");
    command->footer(
        "Without --history it is a first run, settling included; with it the life is settled.\n"
        "Nothing is sent, and nothing is kept.\n\n"
        "  kith rehearse --from 2026-03-02\n"
        "  kith rehearse --from 2026-03-02 --answers mixed --seed rain\n"
        "  kith rehearse --from 2026-03-02 --history past.jsonl --json\n\n"
        "A line of the history: {\"at\":\"2026-02-01T18:30:00+00:00\",\"connection\":\"ana\","
        "\n\"channel\":\"call\",\"direction\":\"both\",\"minutes\":12,\"source\":\"manual\","
        "\"ref\":\"1\"}");
    command->callback([options, &code] { code = rehearse(*options); });
}

} // namespace kith::cli

// SPDX-License-Identifier: MIT
// Commands about the person's own days.
#include "daemon/control/commands.hpp"

namespace kith::daemon {
namespace {

constexpr int kLongestHardWeek = 60;

std::unexpected<CommandError> not_so(std::string text) {
    return std::unexpected(CommandError{false, std::move(text)});
}

std::unexpected<CommandError> wrong_use(std::string text) {
    return std::unexpected(CommandError{true, std::move(text)});
}

} // namespace

CommandResult Commands::pause(const std::string& until) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (auto bad = bad_moment(until)) return wrong_use(*bad);
    return said(answers_.pause(until));
}
CommandResult Commands::resume() {
    return unready() ? said(fail(*unready())) : said(answers_.resume());
}

CommandResult Commands::energy(const std::string& level, const std::string& until) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (!energy_from(level)) return wrong_use("energy is low, usual or bright");
    if (auto bad = bad_moment(until)) return wrong_use(*bad);
    return said(answers_.energy(level, until));
}

CommandResult Commands::hard_week(int days, bool over) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (days < 0 || days > kLongestHardWeek) return wrong_use("--days takes 1 to 60");
    return said(over ? answers_.hard_week_over() : answers_.hard_week(days));
}

CommandResult Commands::away(const std::string& what, const std::string& until) {
    if (auto why = unready()) return not_so(std::move(*why));
    if (!what.empty() && !life_event_from(what))
        return wrong_use("--for takes new-baby, exams, illness or bereavement");
    if (auto bad = bad_moment(until)) return wrong_use(*bad);
    return said(answers_.away(what, until));
}

} // namespace kith::daemon

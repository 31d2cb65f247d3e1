// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string_view>
#include <utility>

#include "daemon/control/commands.hpp"
#include "daemon/control/reply_parts.hpp"

namespace kith::daemon {
namespace {

Json check(const char* state, const std::string& text, const std::string& command = {}) {
    Json out{{"state", state}, {"text", text}};
    if (!command.empty()) out["command"] = command;
    return out;
}

/// What has been tried just now is not sent there again.
Ailment as_tried(Ailment found) {
    constexpr std::string_view kAgain = "; `kith doctor` tries it again.";
    if (!found.line.ends_with(kAgain)) return found;
    found.line.resize(found.line.size() - kAgain.size());
    return ailment(std::move(found.line), "journalctl --user -u kithd", "tells more");
}

} // namespace

Json Commands::findings(const Examination& found) const {
    auto ailments = house_.health();
    const auto bus = house_.bus();
    const bool ready = life_.ready();
    Json checks = Json::array();
    if (life_.remembers() && life_.begun())
        checks.push_back(check("fine", "Ledger: remembers what it is told."));
    if (ready) checks.push_back(check("fine", "Time zone: " + life_.zone().name() + "."));
    if (bus.held) checks.push_back(check("fine", "User bus: other programs reach Kith there."));
    for (const auto& text : found.fine) checks.push_back(check("fine", text));
    if (!bus.text.empty()) checks.push_back(check("hint", bus.text));
    for (const auto& text : found.hints) checks.push_back(check("hint", text));
    if (ready)
        for (const auto state : life_.outlived_lines())
            checks.push_back(check("hint", outlived_words(state)));
    // A secret that a source lacks is told with the source.
    for (const auto& each : found.ailments)
        if (std::ranges::find(ailments, each.command, &Ailment::command) == ailments.end())
            ailments.push_back(each);
    if (found.tried) std::ranges::transform(ailments, ailments.begin(), as_tried);
    for (const auto& each : ailments) checks.push_back(check("mend", each.line, each.command));
    Json text = Json::array();
    for (const auto& each : checks)
        text.push_back(string_or(each, "state") + "  " + string_or(each, "text"));
    text.push_back(ailments.empty() ? "All is well."
                                    : "What begins with `mend` wants your attention.");
    return {{"well", ailments.empty()}, {"checks", std::move(checks)}, {"text", std::move(text)}};
}

void Commands::doctor(bool ring, const Done& done) {
    if (std::exchange(examining_, true))
        return done(std::unexpected(
            CommandError{false, "Kith is looking at everything just now; ask again in a minute"}));
    house_.examine(ring, [this, done](const Examination& found) {
        examining_ = false;
        done(findings(found));
        conductor_.replan();
    });
}

} // namespace kith::daemon

// SPDX-License-Identifier: MIT
// What comes of an offer where it was shown, also while the ledger refuses.
#include "base/log.hpp"
#include "daemon/app.hpp"

namespace kith::daemon {

Result<void> App::hear(const HeldAnswers::Answer& answer) {
    const auto& [nudge, word, at] = answer;
    if (word == "dismissed") return {}; // it may still be answered until it ends
    if (!life_.ready()) return fail("nothing can be remembered just now");
    delivery_.say_unsaid(); // it arrived before it was answered
    if (word == "closed") return answers_.let_pass(nudge);
    const auto said = answers_.say(word, nudge, at);
    if (!said && !life_.remembers()) return std::unexpected(said.error());
    if (!said) log_event(Level::Debug, "an answer changed nothing", {{"why", said.error().text}});
    return {};
}

void App::say_held() {
    if (held_.again()) conductor_.replan();
}

/// Where the ledger takes again what is said.
void App::say_held_soon() {
    if (!held_.empty() && life_.ready() && life_.remembers()) loop_.post([this] { say_held(); });
}

} // namespace kith::daemon

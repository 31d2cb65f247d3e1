// SPDX-License-Identifier: MIT
// `kith forget`: what Kith keeps of one person goes.
#include <fmt/format.h>

#include "base/text.hpp"
#include "core/words/phrase.hpp"
#include "daemon/control/commands.hpp"

namespace kith::daemon {
namespace {

std::unexpected<CommandError> not_so(std::string text) {
    return std::unexpected(CommandError{false, std::move(text)});
}

/// Those remembered but no longer configured.
std::vector<std::string> only_remembered(const Life& life) {
    std::vector<std::string> out;
    for (const auto& [id, memory] : life.memory().connections)
        if (!life.goals().find(id) && !life.is_shunned(id) &&
            policy::state_at(memory, State::Active, life.now()) != State::NoContact)
            out.push_back(id);
    return out;
}

} // namespace

/// Everything but the configuration: that is the person's own, and would bring them back at once.
CommandResult Commands::forget(const std::string& name) {
    if (auto why = unready()) return not_so(std::move(*why));
    // An edit of a moment ago is to be in force, in the copy of the last good settings too.
    if (auto wrong = house_.reload(); !wrong.empty()) return not_so(std::move(wrong));
    const auto wanted = words::fold_case(trim(name));
    for (std::size_t i = 0; i < life_.goals().all.size(); ++i) {
        const auto& c = *life_.goals().all[i].connection;
        if (c.id != wanted && words::fold_case(c.name) != wanted) continue;
        const auto origin = life_.origins().find("connections." + c.id + ".id");
        const auto where =
            origin == life_.origins().end()
                ? std::string{"the configuration"}
                : fmt::format("{}:{}", origin->second.place.file, origin->second.place.line);
        if (life_.state_of(i) == State::NoContact)
            return not_so(fmt::format("they still stand in {}; take that out first, then the same "
                                      "command clears the rest",
                                      where));
        return not_so(fmt::format(
            "{} still stands in {}; take that out first, then `kith forget {}` clears the rest",
            life_.shunned_names()(c.name), where, c.id));
    }
    if (!life_.memory().connections.contains(wanted)) {
        const auto others = only_remembered(life_);
        return not_so(fmt::format("nobody of the id {} is remembered; {}", clean_line(name, 40),
                                  others.empty()
                                      ? "there is nobody to forget"
                                      : "no longer in the configuration but remembered: " +
                                            join_words(others)));
    }
    answers_.withdraw_from(wanted);
    answers_.withdraw_if_needless(); // while its words still tell whether it speaks of them
    if (const auto done = life_.forget(wanted); !done) return not_so(done.error().text);
    if (const auto done = house_.clear_plugins(); !done)
        return not_so(fmt::format("the ledger speaks of them no more, but not all that plugins "
                                  "keep beside it could be removed: {}; `kith doctor` tries it "
                                  "again",
                                  done.error().text));
    if (life_.is_shunned(wanted))
        return said(std::string{
            "What Kith remembered of them is erased, and your notes about others that call them by "
            "name. Salted hashes are left, by which it keeps silent if they come up again. A note "
            "with a surname alone, or with a name in small letters, may stay; Kith shows it "
            "without."});
    return said(std::string{"Forgotten. Kith keeps no entry of theirs any more; what you noted "
                            "about others stays as you wrote it."});
}

} // namespace kith::daemon

// SPDX-License-Identifier: MIT
// What the person tells about somebody in words of their own: notes, and how contact felt.
#include <fmt/format.h>

#include "base/text.hpp"
#include "core/policy/notes.hpp"
#include "core/policy/ritual_answers.hpp"
#include "core/policy/self_check.hpp"
#include "core/policy/support.hpp"
#include "daemon/loop/answers.hpp"

namespace kith::daemon {
namespace {

constexpr std::size_t kMaxTyped = 1000;

std::string said_of(const policy::Note& note) {
    if (!note.about) return note.text;
    return fmt::format("{}, {}", note.text, calendar::format_date(policy::civil_day(*note.about)));
}

} // namespace

Result<Instant> Answers::day(const std::string& text) const {
    const auto date = calendar::parse_date(text);
    if (date) return policy::civil(*date);
    const auto at = moment(text);
    if (!at) return std::unexpected(at.error());
    return policy::civil(calendar::local_day(*at, life_.zone()));
}

Result<std::string> Answers::note(const std::string& name, const std::string& text,
                                  const std::string& on, const std::string& until) {
    const auto i = life_.find(name);
    if (!i) return std::unexpected(i.error());
    if (text.size() > kMaxTyped) return fail("that is longer than a note can be; a line will do");
    const auto today = calendar::local_day(life_.now(), life_.zone());
    const auto read = policy::read_note(text, life_.words(), today);
    if (read.text.empty())
        return fail("a note needs a few words, like `kith note ana new job Monday`");
    const auto& c = *life_.goals().all[*i].connection;
    auto e = event(EventKind::Noted, c.id);
    e.text = read.text;
    e.slot = read.about;
    if (!on.empty()) {
        const auto about = day(on);
        if (!about) return std::unexpected(about.error());
        e.slot = *about;
    }
    if (!until.empty()) {
        const auto last = day(until);
        if (!last) return std::unexpected(last.error());
        e.until = *last;
    }
    policy::Note kept{e.at, e.slot, e.until, e.text};
    return commit({e}, fmt::format("Noted for {}: {}. `kith undo` takes it back.", name_of(*i),
                                   said_of(kept)));
}

Result<std::string> Answers::ritual(const std::string& id, const std::string& word) {
    const policy::Situation at{life_.settings(), life_.goals(), life_.memory(),
                               life_.slots(),    life_.now(),   &life_.shunned_names()};
    const auto said = policy::say_of_ritual(at, id, word);
    if (!said) return std::unexpected(said.error());
    return finish({}, *said); // to no offer
}

Result<std::string> Answers::felt(const std::string& how, const std::string& name) {
    if (how != "lighter" && how != "same" && how != "drained")
        return fail("contact may have felt lighter, same or drained");
    std::string id;
    if (!name.empty()) {
        const auto i = life_.find(name);
        if (!i) return std::unexpected(i.error());
        id = life_.goals().all[*i].connection->id;
    } else {
        std::optional<Instant> last;
        for (const auto& [each, c] : life_.memory().connections) {
            const auto goal = life_.goals().find(each);
            if (!goal || life_.state_of(*goal) >= State::Ended || !c.clock.last_touch) continue;
            if (last && *c.clock.last_touch <= *last) continue;
            last = c.clock.last_touch;
            id = each;
        }
        if (id.empty()) return fail("no contact is known yet; please say with whom");
    }
    auto e = event(EventKind::Felt, id);
    e.text = how;
    auto say = fmt::format("Noted: {} with {}.", how, name_of(*life_.goals().find(id)));
    auto after = life_.memory().connections.find(id);
    policy::ConnectionMemory then;
    if (after != life_.memory().connections.end()) then.felt = after->second.felt;
    then.felt.push_back({e.at, how});
    if (then.felt.size() > 3) then.felt.erase(then.felt.begin());
    if (policy::is_drained(then) && life_.state_of(*life_.goals().find(id)) < State::Ended)
        say +=
            fmt::format(" That has been tiring lately. If you like: a rest (`kith rest {0}`), or "
                        "a longer rhythm (`every:` beside {0} in your configuration). Leaving it "
                        "as it is is fine too.",
                        id);
    return commit({e}, std::move(say));
}

Result<std::string> Answers::self_check(const std::vector<std::string>& answers) {
    const auto text = policy::self_check_text(answers);
    if (!text) return fail("three answers are needed, each hardly-ever, sometimes or often");
    auto e = event(EventKind::SelfChecked);
    e.text = *text;
    return with_help_line(commit({e}, "Kept, in your own words, here alone. It changes no offer."));
}

} // namespace kith::daemon

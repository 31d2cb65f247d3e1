# SPDX-License-Identifier: MIT
"""The rules that are broken on purpose: one for each guard, budget and state, and for the answers."""

import dataclasses


@dataclasses.dataclass
class Mutant:
    name: str
    file: str
    old: str
    new: str
    by: str = "lives"


OBJECTIONS, CANDIDATES, DECIDE = ("core/policy/objections.cpp", "core/policy/candidates.cpp", "core/policy/decide.cpp")
IDEAS, SCORE, DATES, GROUPS, GOALS = (f"core/policy/{room}.cpp" for room in ("ideas", "score", "dates", "groups", "goals"))
FACTS, TRIAL, RITUALS = "core/policy/facts.cpp", "core/policy/trial.cpp", "core/policy/rituals.cpp"
HEAL, INTERRUPTION, LIFE = "daemon/ledger/heal.cpp", "core/policy/interruption.cpp", "core/policy/life.cpp"
MEMORY, NUDGE, STANDING = "core/policy/memory.cpp", "core/policy/memory_nudge.cpp", "core/policy/standing.cpp"


def gone(name, file, line, by="lives"):
    return Mutant(name, file, line, "", by)


MUTANTS = [
    # Guards of the moment.
    gone("quiet hours are not kept", OBJECTIONS, "out.add_if(around.quiet, Guard::Quiet);"),
    gone("do not disturb is not asked", OBJECTIONS, "out.add_if(around.dnd, Guard::Dnd);"),
    gone("a locked screen is nothing", OBJECTIONS, "out.add_if(around.locked, Guard::Locked);"),
    Mutant("an empty chair is nothing", OBJECTIONS, "around.idle || d.standing.away", "d.standing.away"),
    Mutant("away is nothing", OBJECTIONS, "around.idle || d.standing.away", "around.idle"),
    gone("a hard week is a week", OBJECTIONS, "out.add_if(d.standing.hard_week && !d.standing.reach, Guard::HardWeek);"),
    Mutant("an event is nothing", OBJECTIONS,
           "out.add_if(b.from - margin <= frame.now && frame.now < b.to + margin, Guard::Event);", "(void)margin;"),
    Mutant("the margin of an event is nothing", OBJECTIONS,
           "b.from - margin <= frame.now && frame.now < b.to + margin", "b.from <= frame.now && frame.now < b.to"),
    Mutant("no rest after company", OBJECTIONS,
           "out.add_if(company && b.to <= frame.now && frame.now < b.to + rest, Guard::AfterSocial);",
           "(void)company; (void)rest;"),
    Mutant("a pause is nothing", OBJECTIONS,
           "out.add_if(frame.now < pause.to, Guard::Paused);", "(void)pause;"),
    gone("no settling", OBJECTIONS, "out.add_if(is_settling(memory, frame.settings.policy, frame.now, slot), Guard::Settling);"),
    gone("two offers at once", OBJECTIONS,
         "out.add_if(memory.outstanding && !is_replaceable(*memory.outstanding, frame.now),\n"
         "               Guard::Outstanding);"),
    # Budgets.
    gone("no gap between offers", OBJECTIONS, "out.add_if(last != Instant::min() && slot - last < gap, Guard::BudgetGap);"),
    gone("no weekly cap", OBJECTIONS, "out.add_if(d.spent + d.kept >= d.weekly, Guard::BudgetWeek);"),
    Mutant("one more a week", OBJECTIONS, "out.add_if(d.spent + d.kept >= d.weekly,", "out.add_if(d.spent + d.kept > d.weekly,"),
    Mutant("no gap between offers of a goal", OBJECTIONS,
           "days_between(facts.last_budgeted, slot) < goal_gap(goal, facts, budget)", "false"),
    Mutant("no gap between offers of a person", OBJECTIONS,
           "days_between(facts.named_by_other, slot) < person_gap(goal, budget)", "false"),
    Mutant("no share of a kind", OBJECTIONS, "quotas.kind_full[static_cast<std::size_t>(goal.kind)] ||", ""),
    Mutant("giving without end", OBJECTIONS, "(quotas.giving_full && goal.connection->direction == Give::Give)", "false"),
    Mutant("a date keeps no place", OBJECTIONS, "facts.ritual || near_date(frame, index)", "facts.ritual"),
    Mutant("small hellos without end", IDEAS, "of_kind(frame, Kind::Micro) >= frame.settings.budget.micro_7d", "false"),
    Mutant("never quiet by itself", DECIDE, "weekly <= 0 || backoff >= response.ambient_after_ignored", "weekly <= 0"),
    Mutant("silence costs no offers", DECIDE, "weekly >> (backoff / 3)", "weekly"),
    Mutant("everybody may be offered", GOALS, "if (++goals.active > kPushActiveCap) goals.all[i].beyond_cap = true;", "++goals.active;"),
    Mutant("nobody is dormant", SCORE, "return r < policy.dormant ? 0.6 : 0;", "return 0.6;"),
    Mutant("a date of whoever rests", DATES, "facts.state == State::Active &&", ""),
    Mutant("a group names nobody", NUDGE, "if (auto* other = find(m, id)) name(*other, e.connection, push.slot);", "(void)id;"),
    Mutant("another group names them again", IDEAS, ": facts.named_by_other);", ": Instant::min());"),
    Mutant("going along with whom it is hard", GROUPS, "goal.connection->feels != Feels::Hard &&", ""),
    Mutant("what is declared is nothing", OBJECTIONS, "!takes_part(facts.state) ||", ""),
    Mutant("a ritual keeps no place", OBJECTIONS, "facts.ritual || near_date(frame, index)",
           "near_date(frame, index).has_value()"),
    gone("what was called off has been", RITUALS, "if (was_called_off(ritual, known, zone, each.from)) continue;"),
    Mutant("a journey forgets what was called off", RITUALS, "if (apart > kZonesApart) return false;", "return false;"),
    Mutant("a journey calls off whatever is near", RITUALS, "return std::ranges::none_of(around, nearer);", "return true;"),
    Mutant("what rests has been", RITUALS, "if (known.passed == Instant{} || known.resting) continue;",
           "if (known.passed == Instant{}) continue;"),
    Mutant("a ritual asks again and again", RITUALS, "is_asked(memory, now) && !memory.asked &&", "is_asked(memory, now) &&"),
    Mutant("a yes is forgotten the next day", RITUALS, "now - *memory.kept < kRitualTrusted", "now - *memory.kept < days{1}"),
    Mutant("a question put off comes back at once", RITUALS, "now - *memory.put_off >= patience(memory)", "now - *memory.put_off >= 0 * patience(memory)"),
    Mutant("a ritual asks at once", RITUALS, "memory.unsaid >= kRitualUnsaid", "memory.unsaid >= 1"),
    Mutant("a ritual with whoever is gone is spoken of", RITUALS, "frame.board.facts[goal].state == State::Active &&", ""),
    Mutant("those who are gone are met by a ritual", RITUALS, "if (!is_gone(goals, memory, i, each.from) && !stood_still",
           "if (!stood_still"),
    gone("no end of a cycle", OBJECTIONS, "out.add_if(facts.cycle_pushes >= budget.per_cycle, Guard::BudgetCycle);"),
    Mutant("low energy is no reason for less", STANDING,
           "return energy == Energy::Low ? std::min(weekly, kLowWeekly) : weekly;", "return weekly;"),
    Mutant("no easy return", STANDING, "return halved ? (weekly + 1) / 2 : weekly;", "return weekly;"),
    # Guards of a person.
    gone("a stale source will do", OBJECTIONS, "out.add_if(facts.stale, Guard::Stale);"),
    Mutant("no rest after a touch", OBJECTIONS,
           "out.add_if(days_between(facts.last_touch, frame.now) < touch_rest(goal),\n"
           "                   Guard::RecentTouch);\n    out.add_if(!takes_part",
           "(void)0;\n    out.add_if(!takes_part"),
    Mutant("states are not asked", OBJECTIONS, "out.add_if(!takes_part(facts.state) || goal.beyond_cap",
           "out.add_if(goal.beyond_cap"),
    Mutant("hard people are asked about", OBJECTIONS, "goal.connection->feels == Feels::Hard ||\n"
           "                   facts.left_alone", "facts.left_alone"),
    Mutant("three unanswered are nothing", OBJECTIONS, "facts.left_alone || !standing.suits", "!standing.suits"),
    Mutant("hidden does not hide", OBJECTIONS, "frame.now < facts.hidden_until ||", ""),
    Mutant("what waits is offered", OBJECTIONS, "|| facts.waiting ||", "||"),
    gone("passed by is nothing", OBJECTIONS, "out.add_if(facts.ignored >= frame.settings.response.ignore_limit, Guard::Ignored);"),
    Mutant("the same person twice running", DECIDE, "mark_running_twice(common, out);\n    for", "for"),
    Mutant("a call in their night", CANDIDATES, "is_call_hour(zone, now) ? 1 : 0", "1"),
    Mutant("big steps with little energy", STANDING, "if (reach || energy == Energy::Low) return 1;", ""),
    Mutant("anybody with little energy", STANDING, "return energy != Energy::Low || c.feels == Feels::Safe || c.circle == Circle::SmallHello;", "return true;"),
    Mutant("anybody in a hard week", STANDING, "if (reach) return c.lean_on && c.feels == Feels::Safe;", ""),
    # States and answers.
    Mutant("the mildest state wins", MEMORY, "state = std::max(state, span.state);", "state = std::min(state, span.state);"),
    Mutant("what was passed by costs nothing", NUDGE, "++m.g;\n", ""),
    Mutant("a machine that is off passes offers by", LIFE, "presence_sensed ? noticed_twice(o) : !m.interrupted",
           "!presence_sensed || noticed_twice(o)"),
    Mutant("a late answer takes nothing back", NUDGE, "m.g = std::max(0, m.g - 1);", ""),
    Mutant("silence of the unseen counts", NUDGE, " && m.outstanding->sight == Sight::Seen &&", " &&"),
    Mutant("a fresh start changes nothing", FACTS, "f.elapsed = std::min(lived, anew + active_days(start, from, frozen));",
           "f.elapsed = lived + 0 * anew;"),
    Mutant("a fresh start puts everybody back", FACTS, "std::min(lived, anew + active_days(start, from, frozen))",
           "anew + active_days(start, from, frozen) + 0 * lived"),
    gone("a fresh start forgives nothing", MEMORY, "for (auto& [id, c] : m.connections) c.ignored.clear();"),
    Mutant("a fresh start leaves cycles as they are", "core/policy/cycle.cpp",
           "if (all.fresh_start) boundary = std::max(boundary, *all.fresh_start);", ""),
    # The coin of the honest check.
    Mutant("a return is kept back", TRIAL, "!decision.is_return && !decision.occasion", "!decision.occasion"),
    Mutant("what comes on a quiet day is kept back", TRIAL, "view.counted && view.failed.empty() &&\n"
           "           view.score_value() >= frame.settings.policy.theta - 1e-9", "view.score >= 0"),
    Mutant("the offer of a hard week is kept back", TRIAL, "decision.standing.reach ||", "false ||"),
    Mutant("the coin is tossed for the unseen", TRIAL, "chosen.sight != Sight::Seen", "false"),
    Mutant("what reached nobody is a turn of theirs", NUDGE, "if (push.nudge == nudge) push.failed = true;",
           "if (push.nudge == nudge) push.failed = false;"),
    Mutant("what is kept back stays open", NUDGE, "m.outstanding = std::move(open);\n", "(void)open;\n"),
    Mutant("what is kept back costs nothing", NUDGE, "nudge_chosen(m, e, naming);\n    m.outstanding = std::move(open);\n"
           "    m.pushes.back().withheld = true;", "(void)naming; m.outstanding = std::move(open);"),
    Mutant("clocks run in a rest", MEMORY, "if (span.state == State::Resting || span.state == State::Paused)",
           "if (span.state == State::Paused)"),
    Mutant("clocks run in a pause", MEMORY, "auto all = m.pauses;", "std::vector<Interval> all;"),
    Mutant("clocks run in a hard week", MEMORY,
           "for (const auto& still : still_times(m.modes)) all.push_back(still);", ""),
    # Clocks that were wrong.
    Mutant("a long sleep is none", INTERRUPTION, "waking.now - waking.alive > kLongPause", "false", "clocks"),
    gone("a jump is none", INTERRUPTION, "if (std::chrono::abs(by) > kJump) return {by};", "clocks"),
    gone("a clock set back between two runs is none", INTERRUPTION,
         "if (w.alive - w.now > kJump) return {w.now - w.alive, true};", "clocks"),
    Mutant("what a clock ahead wrote stays ahead", HEAL, "if (!ran_ahead(db_, now)) return;", "return;", "clocks"),
    gone("nothing is put right", HEAL, "if (by > 0) move_on(db, *last, now, by);", "clocks"),
    Mutant("offers of a clock behind stay behind", HEAL, "SET moved_by = moved_by - ?2", "SET moved_by = moved_by - 0 * ?2",
           "clocks"),
    Mutant("what was said by a clock behind stays behind", HEAL, "SET at = at + ?2", "SET at = at + 0 * ?2", "clocks"),
    Mutant("offers that looked ahead stay moved", HEAL, "SET moved_by = 0", "SET moved_by = moved_by", "clocks"),
    Mutant("contact that looked ahead stays moved", HEAL, "SET at = claimed_at, claimed_at = NULL", "SET at = at", "clocks"),
]

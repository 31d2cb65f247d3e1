// SPDX-License-Identifier: MIT
#include "core/policy/page_writer.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/policy/called.hpp"
#include "core/policy/dates.hpp"
#include "core/policy/day_words.hpp"
#include "core/policy/openings.hpp"
#include "core/policy/page_people.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/steps.hpp"
#include "core/words/names.hpp"

namespace kith::policy {
namespace {

using std::chrono::days;
using words::Bank;
using words::Topic;

constexpr auto kWeek = days{7};
constexpr std::size_t kMoments = 5;
constexpr std::size_t kLongest = 24; ///< of a name

bool is_met_as_one(Circle circle) { return circle == Circle::Group || circle == Circle::Care; }

bool is_moment(const Touchpoint& touch, Instant now) {
    return touch.via.empty() && touch.channel != Channel::Reaction &&
           touch.channel != Channel::None && touch.at <= now && now - touch.at < kWeek;
}

} // namespace

PageWriter::PageWriter(const Frame& frame, const Decision& decision, const Bank& bank,
                       const PageWeek& week)
    : frame_(frame), decision_(decision), bank_(bank), week_(week),
      zone_(frame.goals.zones.front()), today_(calendar::local_day(frame.now, zone_)) {
    page_.day = week.day;
}

Page PageWriter::write() {
    easy_ = easy_hello(frame_, decision_, week_);
    ahead_ = ahead_of_all(frame_, decision_, week_, easy_);
    moments();
    question();
    ahead();
    easy();
    mix();
    dates();
    rituals();
    resting();
    if (static_cast<unsigned>(std::chrono::year_month_day{week_.day}.day()) <= 7) monthly();
    energy();
    say(PageKind::Help, "", {.section = Topic::Heavy}, "kith support");
    message();
    const auto& gone = frame_.board.gone;
    std::erase_if(page_.lines, [&](const PageLine& line) {
        return gone.finds(line.title) || gone.finds(line.body);
    });
    if (gone.finds(page_.message.title) || gone.finds(page_.message.body))
        page_.message = words::discreet(bank_, calendar::format_date(week_.day));
    return std::move(page_);
}

std::string PageWriter::short_called(std::size_t i) const {
    const auto [name, whole] = policy::called(goal(i), frame_.board.gone);
    if (whole) return words::calm_line(name, kLongest);
    return words::short_name(name, kLongest, Bank::text(bank_.says, "them", "them"));
}

std::string_view PageWriter::called(std::size_t i) const {
    return policy::called(goal(i), frame_.board.gone).name;
}

bool PageWriter::has(PageKind kind) const {
    return std::ranges::find(page_.lines, kind, &PageLine::kind) != page_.lines.end();
}

/// The words of the pages sent before this one, the oldest first.
std::vector<std::string> PageWriter::sent_words() const {
    std::vector<std::pair<Instant, std::string>> sent;
    for (const auto& [what, at] : frame_.memory.told)
        if (what.starts_with(kPageWords) && calendar::local_day(at, zone_) < week_.day)
            sent.emplace_back(at, what.substr(kPageWords.size()));
    std::ranges::sort(sent);
    std::vector<std::string> out;
    for (auto& [at, key] : sent) out.push_back(std::move(key));
    return out;
}

words::Words PageWriter::compose(words::Situation s, std::string_view about,
                                 std::span<const std::string> recent) const {
    s.nobody = s.name.empty();
    const auto is_whole = [this](std::string_view name) {
        return !name.empty() && std::ranges::any_of(frame_.goals.all, [&](const Goal& goal) {
            const auto them = policy::called(goal, frame_.board.gone);
            return them.whole && them.name == name;
        });
    };
    s.whole_name = is_whole(s.name);
    s.whole_name2 = is_whole(s.name2);
    return words::compose(bank_, s, recent,
                          fmt::format("page:{}:{}", calendar::format_date(week_.day), about));
}

void PageWriter::say(PageKind kind, std::string connection, const words::Situation& s,
                     std::string hint, std::string ritual) {
    auto said = compose(s, connection + ritual);
    page_.lines.push_back({kind, std::move(connection), std::move(ritual), std::move(said.title),
                           std::move(said.body), std::move(hint)});
}

std::string PageWriter::moment_words(const Touchpoint& touch, std::size_t i) const {
    const auto circle = goal(i).connection->circle;
    auto key = std::string{to_word(touch.channel)};
    if (is_met_as_one(circle)) key = "group";
    if (circle == Circle::SmallHello) key = "small";
    constexpr std::string_view kName = "{name}";
    auto text = std::string{Bank::text(bank_.moments, key, kName)};
    if (const auto at = text.find(kName); at != std::string::npos)
        text.replace(at, kName.size(),
                     is_met_as_one(circle) ? words::calm_line(called(i), kLongest)
                                           : short_called(i));
    return text;
}

/// The newest contact with each; a group's evening once for all who were there.
void PageWriter::moments() {
    std::vector<const Touchpoint*> all;
    for (const auto& touch : week_.touches)
        if (is_moment(touch, frame_.now)) all.push_back(&touch);
    std::ranges::stable_sort(all, std::ranges::greater{}, &Touchpoint::at);
    for (const auto* touch : all) {
        const auto i = frame_.goals.find(touch->connection);
        if (!i || !may_be_on_page(frame_, *i, week_.away)) continue;
        alive_.at(static_cast<std::size_t>(goal(*i).kind)) = true;
        const bool told = std::ranges::find(page_.lines, touch->connection,
                                            &PageLine::connection) != page_.lines.end();
        if (told || moments_.size() == kMoments) continue;
        moments_.push_back(moment_words(*touch, *i));
        page_.lines.push_back({PageKind::Moment, touch->connection, {}, {}, moments_.back(), {}});
    }
    if (moments_.empty()) say(PageKind::Moment, "", {.quiet_week = true, .section = Topic::Week});
}

/// Each in its turn, week by week.
void PageWriter::question() {
    if (is_grieving(frame_.memory.modes, frame_.now)) return;
    std::vector<std::string> all;
    words::Situation s{.section = Topic::Question};
    s.day = bank_.days.at(calendar::weekday_of(week_.day).c_encoding());
    for (const auto& t : bank_.templates)
        if (t.topic == Topic::Question) all.push_back(t.key);
    if (all.empty()) return;
    const auto turn = static_cast<std::size_t>(week_.day.time_since_epoch() / kWeek) % all.size();
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(turn));
    s.nobody = true;
    auto said = words::compose(bank_, s, all, "");
    page_.lines.push_back(
        {PageKind::Question, {}, {}, std::move(said.title), std::move(said.body), {}});
}

/// One easy step with a loose window, or the week is left open.
void PageWriter::ahead() {
    words::Situation s{.section = Topic::Ahead};
    if (!ahead_ && wants_quiet(frame_, decision_)) return;
    if (!ahead_) return say(PageKind::Ahead, "", s);
    const auto& c = *goal(*ahead_).connection;
    const auto& step = *decision_.goals[*ahead_].step;
    s.name = called(*ahead_);
    s.step = step.name;
    s.step_text = find_built_in(step.name) ? Bank::text(bank_.steps, step.name, step.text)
                                           : std::string_view{step.text};
    DayWords called_day;
    // A line needs no free morning.
    const bool takes_time = step.channel == Channel::Together || step.channel == Channel::Call ||
                            step.channel == Channel::Video || step.channel == Channel::Event;
    if (const auto opening = weekend_opening(frame_, decision_.standing.energy);
        opening && takes_time) {
        called_day = day_words(bank_, opening->day, today_);
        s.day = called_day.day;
        s.on_day = called_day.on_day;
        s.morning = opening->morning;
        s.afternoon = !opening->morning;
    }
    say(PageKind::Ahead, c.id, s, fmt::format("kith plan {}", c.id));
}

void PageWriter::easy() {
    if (!easy_) return;
    page_.lines.push_back({PageKind::Easy,
                           goal(*easy_).connection->id,
                           {},
                           std::string{Bank::text(bank_.page, "easy", "Easy to say hi to")},
                           short_called(*easy_),
                           {}});
}

/// What kinds of ties were alive, in words; and the group that meets next, where the week had none.
void PageWriter::mix() {
    std::vector<std::string> kinds;
    for (std::size_t k = 0; k < alive_.size(); ++k)
        if (alive_.at(k)) {
            const auto word = kith::to_word(static_cast<Kind>(k));
            kinds.emplace_back(Bank::text(bank_.page, word, word));
        }
    if (!kinds.empty())
        page_.lines.push_back({PageKind::Mix,
                               {},
                               {},
                               std::string{Bank::text(bank_.page, "alive", "Alive this week")},
                               join_words(kinds, ", "),
                               {}});
    if (kinds.empty() || alive_.at(static_cast<std::size_t>(Kind::Collective))) return;
    std::optional<std::size_t> next;
    for (std::size_t i = 0; i < frame_.goals.all.size(); ++i) {
        const auto at = frame_.board.facts[i].meeting.next;
        if (goal(i).connection->circle != Circle::Group || at == Instant::max() ||
            at - frame_.now >= kWeek || !may_be_on_page(frame_, i, week_.away))
            continue;
        if (!next || at < frame_.board.facts[*next].meeting.next) next = i;
    }
    if (!next) return;
    const auto day = calendar::local_day(frame_.board.facts[*next].meeting.next, zone_);
    const auto said = day_words(bank_, day, today_);
    words::Situation s{.section = Topic::Mix};
    s.group = called(*next);
    s.day = said.day;
    s.on_day = said.on_day;
    say(PageKind::Mix, goal(*next).connection->id, s);
}

void PageWriter::add_date(std::size_t i, const DateEntry& date, calendar::Day day) {
    const auto said = day_words(bank_, day, today_);
    auto label = date.label;
    std::ranges::replace(label, '_', ' ');
    const bool birthday = is_birthday(occasion_of(date, day));
    words::Situation s{.name = called(i),
                       .occasion = birthday ? words::Occasion::Birthday : words::Occasion::Date};
    s.today = said.today;
    s.tomorrow = said.tomorrow;
    s.day = said.day;
    s.on_day = said.on_day;
    s.date = label;
    say(PageKind::Date, goal(i).connection->id, s);
}

/// In ambient no offer comes for a date: the page has those of the week ahead (domain.md B12).
void PageWriter::dates() {
    if (decision_.weekly > 0 || is_grieving(frame_.memory.modes, frame_.now)) return;
    for (const auto i : frame_.goals.dated) {
        const auto& c = *goal(i).connection;
        if (frame_.board.facts[i].state != State::Active || !may_be_on_page(frame_, i, week_.away))
            continue;
        for (const auto& date : c.dates)
            if (const auto day = next_occurrence(date, today_); day - today_ <= kWeek)
                add_date(i, date, day);
    }
}

/// Whether each that has gone without any other sign still stands.
void PageWriter::rituals() {
    if (is_grieving(frame_.memory.modes, frame_.now)) return;
    const auto gone = frame_.board.gone;
    for (const auto& ritual : frame_.goals.rituals) {
        const auto lead = std::ranges::find_if(
            ritual.with, [this](std::size_t i) { return may_be_on_page(frame_, i, week_.away); });
        if (!is_stale(ritual, frame_.memory, frame_.now) || lead == ritual.with.end() ||
            !next_instance(ritual, frame_.memory, zone_, frame_.now))
            continue;
        words::Situation s{.name = called(*lead), .occasion = words::Occasion::RitualAsk};
        const auto label = label_of(*ritual.ritual, gone);
        s.event = label.empty() ? Bank::text(bank_.says, "together", "time together")
                                : std::string_view{label};
        const auto& id = ritual.ritual->id;
        say(PageKind::Ritual, goal(*lead).connection->id, s,
            label.empty() ? "kith ritual" : fmt::format("kith ritual {} keep|moved|rest", id), id);
    }
}

void PageWriter::resting() {
    if (!ended_softly(frame_.settings, frame_.memory, zone_, frame_.now)) return;
    say(PageKind::Resting, "", {.section = Topic::Resting}, "kith hard-week");
}

void PageWriter::monthly() {
    for (const auto i : left_to_decide(frame_, decision_, week_)) {
        const auto& c = *goal(i).connection;
        const auto& facts = frame_.board.facts[i];
        const bool outgrown = has_outgrown(goal(i), facts, frame_.now);
        // The words for a new friend ask for a circle, which is asked of those alone who outgrew
        // it.
        const auto circle = c.circle == Circle::NewFriend && !outgrown ? Circle::Close : c.circle;
        words::Situation s{.name = called(i), .circle = circle, .section = Topic::Keep};
        s.may_let_go = !c.kin && (c.circle == Circle::Wide || c.circle == Circle::Outer);
        auto hint =
            fmt::format("{}kith rest {}", facts.left_alone ? "kith wake " + c.id + ", " : "", c.id);
        if (s.may_let_go) hint += ", kith let-go " + c.id;
        say(PageKind::Keep, c.id, s, outgrown ? std::string{} : std::move(hint));
    }
    if (const auto i = carries_all(frame_, week_))
        say(PageKind::Share, goal(*i).connection->id,
            {.name = called(*i), .section = Topic::Share});
    say(PageKind::Content, "", {.section = Topic::Content});
}

void PageWriter::energy() {
    page_.lines.push_back(
        {PageKind::Energy,
         {},
         {},
         std::string{Bank::text(bank_.page, "energy", "How much is possible this week?")},
         {},
         "kith energy low|usual|bright"});
}

/// One message: a headline as short as any offer, and with it what the page asks.
void PageWriter::message() {
    words::Situation s{.quiet_week = moments_.empty(), .section = Topic::Digest};
    if (easy_) s.name = called(*easy_);
    if (easy_ && ahead_) s.name2 = called(*ahead_);
    DayWords day;
    // A calendar that holds nothing tells nothing of an evening.
    const bool kept = std::ranges::any_of(frame_.around.busy, std::logical_not{}, &Busy::all_day);
    if (const auto evening = kept ? soft_evening(frame_) : std::nullopt) {
        day = day_words(bank_, *evening, today_);
        s.day = day.day;
        s.evening = true;
    }
    const bool odd = (week_.day.time_since_epoch() / kWeek) % 2 != 0;
    if (!moments_.empty() && (odd || !easy_)) {
        s.section = Topic::Week;
        s.moment = moments_.front();
        if (moments_.size() > 1) s.moment2 = moments_[1];
    }
    page_.message = compose(s, "message", sent_words());
    for (const auto kind : {PageKind::Date, PageKind::Ritual, PageKind::Resting})
        if (const auto line = std::ranges::find(page_.lines, kind, &PageLine::kind);
            line != page_.lines.end())
            page_.message.body += fmt::format(" {}{} {}", line->title,
                                              line->title.ends_with('?') ? "" : ".", line->body);
    const auto more = Bank::text(bank_.page, "more", "`kith reflect` has the page.");
    page_.message.body += fmt::format(" {}", more);
}

} // namespace kith::policy

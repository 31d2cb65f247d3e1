// SPDX-License-Identifier: MIT
#include "cli/client/requests.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "cli/client/arguments.hpp"

namespace kith::cli {
namespace {

/// Sources are read, and once more for hints: two deadlines, and some.
constexpr std::chrono::seconds kLongestLook{180};
constexpr std::chrono::seconds kLongestRewriting{120}; // of a long ledger, without somebody

/// How one word's command line becomes a call.
struct Form {
    const char* method;
    std::vector<std::string_view> options, flags;
    std::size_t least = 0, most = 0; ///< plain words
    std::function<Result<std::vector<Argument>>(const Arguments&)> arguments;
};

std::string word(const Arguments& a, std::size_t index) {
    return index < a.words.size() ? a.words[index] : "";
}

Result<std::int32_t> number(const Arguments& a, std::string_view option, std::int32_t unset) {
    const auto text = a.value(option);
    if (text.empty()) return unset;
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0)
        return fail("--" + std::string{option} + " takes a whole number, like 10");
    return value;
}

using Arguments_ = Result<std::vector<Argument>>;

Arguments_ none(const Arguments&) { return std::vector<Argument>{}; }
Arguments_ first(const Arguments& a) { return std::vector<Argument>{word(a, 0)}; }

Arguments_ why(const Arguments& a) {
    const bool turned = a.has("not");
    return std::vector<Argument>{word(a, 0), turned};
}

Arguments_ offer(const Arguments& a) {
    const auto minutes = number(a, "minutes", 0);
    if (!minutes) return std::unexpected(minutes.error());
    if (*minutes == 0 && !a.value("minutes").empty())
        return fail("--minutes takes at least 1; without it any length will do");
    return std::vector<Argument>{*minutes};
}

Arguments_ log(const Arguments& a) {
    const auto minutes = number(a, "minutes", -1);
    if (!minutes) return std::unexpected(minutes.error());
    Details out{{"names", a.words}};
    for (const auto* name : {"channel", "at", "direction"})
        if (auto text = a.value(name); !text.empty()) out[name] = std::string{text};
    if (*minutes >= 0) out["minutes"] = *minutes;
    return std::vector<Argument>{std::move(out)};
}

constexpr std::array<std::string_view, 4> kTargets{"tonight", "tomorrow", "weekend", "next-week"};

Arguments_ later(const Arguments& a) {
    std::string target, nudge;
    for (const auto& w : a.words) {
        const bool is_target = std::ranges::find(kTargets, w) != kTargets.end();
        if (!is_target && w.find_first_not_of("0123456789abcdef") != std::string::npos) {
            const auto near = nearest(w, kTargets);
            return fail(clean_line(w, 40) + " is neither a time Kith knows nor an offer" +
                        (near.empty() ? "" : ". Did you mean " + std::string{near} + "?"));
        }
        auto& place = is_target ? target : nudge;
        if (!place.empty())
            return fail(std::string{"one time is enough: "}.append(place).append(" or ").append(w));
        place = w;
    }
    return std::vector<Argument>{target.empty() ? std::string{"later"} : "later " + target, nudge};
}

auto answer(const char* said) {
    return [said](const Arguments& a) -> Arguments_ {
        return std::vector<Argument>{std::string{said}, word(a, 0)};
    };
}

auto with_option(std::string_view option) {
    return [option](const Arguments& a) -> Arguments_ {
        return std::vector<Argument>{word(a, 0), a.value(option)};
    };
}

Arguments_ boundary(const Arguments& a) {
    const bool over = a.has("over");
    return std::vector<Argument>{word(a, 0), over};
}

Arguments_ plan(const Arguments& a) {
    if (!a.has("off")) return std::vector<Argument>{word(a, 0), a.value("when")};
    if (!a.value("when").empty()) return fail("--off takes no --when");
    return std::vector<Argument>{word(a, 0), std::string{"off"}};
}

Arguments_ hard_week(const Arguments& a) {
    const auto days = number(a, "days", 0);
    if (!days) return std::unexpected(days.error());
    if (*days == 0 && !a.value("days").empty()) return fail("--days takes 1 or more");
    const bool over = a.has("over");
    return std::vector<Argument>{*days, over};
}

/// The text may be quoted, or just typed.
Arguments_ note(const Arguments& a) {
    std::string text;
    for (std::size_t i = 1; i < a.words.size(); ++i) text += (text.empty() ? "" : " ") + a.words[i];
    return std::vector<Argument>{word(a, 0), text, std::string{a.value("on")},
                                 std::string{a.value("until")}};
}

Arguments_ two_words(const Arguments& a) { return std::vector<Argument>{word(a, 0), word(a, 1)}; }

Arguments_ ask(const Arguments& a) {
    return std::vector<Argument>{word(a, 0), word(a, 1), std::string{a.value("about")}};
}

const std::map<std::string, Form, std::less<>>& forms() {
    static const std::map<std::string, Form, std::less<>> all{
        {"status", {"Status", {}, {"json"}, 0, 0, none}},
        {"list", {"List", {}, {"json", "ids", "kinder"}, 0, 0, none}},
        {"show", {"Show", {}, {"json"}, 1, 1, first}},
        {"why", {"Why", {}, {"json", "not"}, 0, 1, why}},
        {"next", {"Next", {}, {"json"}, 0, 0, none}},
        {"watch", {"Outstanding", {}, {}, 0, 0, none}},
        {"offer", {"Offer", {"minutes"}, {"json"}, 0, 0, offer}},
        {"log", {"Log", {"channel", "at", "minutes", "direction"}, {"json"}, 1, 20, log}},
        {"not-a-touch", {"NotATouch", {}, {"json"}, 1, 1, first}},
        {"forget", {"Forget", {}, {"json", "yes"}, 1, 1, first}},
        {"undo", {"Undo", {}, {"json"}, 0, 0, none}},
        {"going", {"Answer", {}, {"json"}, 0, 1, answer("going")}},
        {"done", {"Answer", {}, {"json"}, 0, 1, answer("done")}},
        {"smaller", {"Answer", {}, {"json"}, 0, 1, answer("smaller")}},
        {"skip", {"Answer", {}, {"json"}, 0, 1, answer("skip")}},
        {"already", {"Answer", {}, {"json"}, 0, 1, answer("already")}},
        {"later", {"Answer", {}, {"json"}, 0, 2, later}},
        {"plan", {"Plan", {"when"}, {"json", "off"}, 1, 1, plan}},
        {"rest", {"Rest", {"until"}, {"json"}, 1, 1, with_option("until")}},
        {"wake", {"Wake", {}, {"json"}, 1, 1, first}},
        {"pause",
         {"Pause",
          {"until"},
          {"json"},
          0,
          0,
          [](const Arguments& a) -> Arguments_ {
              return std::vector<Argument>{a.value("until")};
          }}},
        {"in-memory", {"InMemory", {}, {"json", "over"}, 1, 1, boundary}},
        {"let-go", {"LetGo", {}, {"json", "over"}, 1, 1, boundary}},
        {"no-contact", {"NoContact", {}, {"json", "over", "yes"}, 1, 1, boundary}},
        {"energy", {"Energy", {"until"}, {"json"}, 1, 1, with_option("until")}},
        {"hello",
         {"Hello",
          {},
          {"json", "over"},
          0,
          0,
          [](const Arguments& a) -> Arguments_ {
              const bool over = a.has("over");
              return std::vector<Argument>{over};
          }}},
        {"hard-week", {"HardWeek", {"days"}, {"json", "over"}, 0, 0, hard_week}},
        {"away",
         {"Away",
          {"until", "for"},
          {"json"},
          0,
          0,
          [](const Arguments& a) -> Arguments_ {
              return std::vector<Argument>{a.value("for"), a.value("until")};
          }}},
        {"resume", {"Resume", {}, {"json", "fresh"}, 0, 0, none}},
        {"reload", {"Reload", {}, {}, 0, 0, none}},
        {"doctor",
         {"Doctor",
          {},
          {"ring", "json"},
          0,
          0,
          [](const Arguments& a) -> Arguments_ {
              const bool ring = a.has("ring");
              return std::vector<Argument>{ring};
          }}},
        {"note", {"Note", {"on", "until"}, {"json"}, 1, 200, note}},
        {"felt", {"Felt", {}, {"json"}, 1, 2, two_words}},
        {"self-check",
         {"SelfCheck",
          {},
          {"json"},
          0,
          3,
          [](const Arguments& a) -> Arguments_ {
              return std::vector<Argument>{fmt::format("{}", fmt::join(a.words, " "))};
          }}},
        {"ritual", {"Ritual", {}, {"json"}, 0, 2, two_words}},
        {"reflect", {"Reflect", {}, {"json"}, 0, 0, none}},
        {"lean-on", {"LeanOn", {}, {"json"}, 0, 0, none}},
        {"ask", {"Ask", {"about"}, {"json"}, 0, 2, ask}},
    };
    return all;
}

} // namespace

Result<Request> make_request(const std::string& name, const std::vector<std::string>& rest) {
    const auto& form = forms().at(name);
    const auto parsed = parse_arguments(rest, form.options, form.flags);
    if (!parsed) return std::unexpected(parsed.error());
    if (parsed->words.size() < form.least)
        return fail(name == "forget"        ? "an id is missing"
                    : name == "energy"      ? "low, usual or bright is missing"
                    : name == "not-a-touch" ? "REF is missing; `kith show NAME` lists them"
                    : name == "felt"        ? "please say how: lighter, same or drained"
                                            : "a name is missing");
    if (parsed->words.size() > form.most)
        return fail("that is one word too many: " + clean_line(parsed->words[form.most], 40));
    auto arguments = form.arguments(*parsed);
    if (!arguments) return std::unexpected(arguments.error());
    Request out{form.method, std::move(*arguments), parsed->has("json")};
    out.yes = parsed->has("yes");
    if (parsed->has("ids")) out.method = "Ids";
    if (parsed->has("kinder")) out.method = "Kinder";
    if (parsed->has("fresh")) out.method = "FreshStart";
    if (name == "doctor") out.patience = kLongestLook;
    if (name == "forget" || name == "no-contact") out.patience = kLongestRewriting;
    if (name == "forget" && !parsed->has("yes"))
        out.question = "Forget all that Kith remembers of " + clean_line(parsed->words[0], 40) +
                       "? This is for good.";
    return out;
}

} // namespace kith::cli

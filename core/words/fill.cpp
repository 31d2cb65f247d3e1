// SPDX-License-Identifier: MIT
#include "core/words/fill.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "core/words/graphemes.hpp"
#include "core/words/names.hpp"

namespace kith::words {
namespace {

/// Runs over a template: `literal` for what stands as it is, `hole` for each placeholder.
template <class Literal, class Hole>
void walk(std::string_view text, Literal literal, Hole hole) {
    while (!text.empty()) {
        const auto brace = text.find('{');
        literal(text.substr(0, brace));
        if (brace == std::string_view::npos) return;
        text.remove_prefix(brace);
        const auto end = text.find('}');
        if (end == std::string_view::npos) return literal(text);
        hole(text.substr(1, end - 1));
        text.remove_prefix(end + 1);
    }
}

std::string_view raw_value(std::string_view hole, const Situation& s) {
    if (hole == "thing") return s.thing;
    if (hole == "event") return s.event;
    if (hole == "topic") return s.topic;
    if (hole == "task") return s.task;
    if (hole == "place") return s.place;
    if (hole == "group") return s.group;
    if (hole == "easy_name") return s.easy_name;
    if (hole == "name2") return s.name2;
    if (hole == "moment") return s.moment;
    if (hole == "moment2") return s.moment2;
    if (hole == "date") return s.date;
    if (hole == "day") return s.day;
    if (hole == "on_day") return s.on_day;
    if (hole == "time") return s.time;
    return {};
}

bool is_name(std::string_view hole) {
    return hole == "name" || hole == "easy_name" || hole == "name2";
}

bool is_time(std::string_view hole) { return hole == "day" || hole == "on_day" || hole == "time"; }

/// What is as long as it is: names, days and times. The rest shares the room that is left.
bool is_fixed(std::string_view hole) { return is_name(hole) || is_time(hole); }

/// A text of the person's own that ends its sentence by itself needs no second full stop.
std::string without_end(std::string text) {
    while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
    return text;
}

/// A sentence may begin with it: its first letter rises, where it is a Latin one.
std::string capital(std::string text) {
    if (text.empty()) return text;
    const auto first = decode_utf8(text, 0);
    const auto c = first.value;
    const bool small = (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7);
    if (!small) return text;
    std::string out;
    append_utf8(out, c - 0x20);
    return out + text.substr(first.size);
}

class Filling {
  public:
    Filling(const Bank& bank, const Situation& s) : bank_(bank), s_(s) {}

    /// Counts what is fixed of `text`, and the holes that share the rest.
    void measure(std::string_view text) {
        walk(
            text, [&](std::string_view as_is) { used_ += utf8_length(as_is); },
            [&](std::string_view hole) {
                if (is_fixed(hole))
                    used_ += utf8_length(value(hole, 0));
                else
                    ++sharing_;
            });
    }

    std::string fill(std::string_view text) {
        std::string out;
        const auto left = used_ < kMaxChars ? kMaxChars - used_ : 0;
        const auto share = sharing_ > 0 ? left / sharing_ : 0;
        walk(
            text, [&](std::string_view as_is) { out += as_is; },
            [&](std::string_view hole) {
                auto said = value(hole, share);
                out += out.empty() ? capital(std::move(said)) : said;
            });
        return out;
    }

  private:
    std::string value(std::string_view hole, std::size_t room) const {
        if (is_name(hole)) {
            const auto them = Bank::text(bank_.says, "them", "them");
            if (hole == "name" && !s_.also.empty()) return names(them);
            // Two names share what one long one has.
            return isolated(called(hole == "name" ? s_.name : raw_value(hole, s_), is_whole(hole),
                                   hole == "name2" ? 18 : 24, them));
        }
        if (is_time(hole)) return std::string{raw_value(hole, s_)};
        const auto raw = hole == "step" ? s_.step_text : raw_value(hole, s_);
        const std::size_t marks = has_right_to_left(raw) ? 2 : 0;
        auto said = without_end(calm_line(raw, room > marks ? room - marks : 0));
        if (said.empty() && hole == "step")
            said = calm_line(Bank::text(bank_.says, "hello", "a hello"), room);
        return isolated(said);
    }

    [[nodiscard]] bool is_whole(std::string_view hole) const {
        if (hole == "easy_name") return s_.whole_easy;
        return hole == "name2" ? s_.whole_name2 : s_.whole_name;
    }

    static std::string called(std::string_view name, bool whole, std::size_t room,
                              std::string_view them) {
        return whole ? calm_line(name, room) : short_name(name, room, them);
    }

    /// "Ana and Ben": no longer together than one long name, with the marks that set them apart.
    /// A whole name has what the other leaves.
    std::string names(std::string_view them) const {
        static constexpr std::size_t kEach = 8;
        const auto beside = [](const std::string& other) {
            return 2 * kEach - std::min(kEach, utf8_length(other));
        };
        auto name = called(s_.name, s_.whole_name, kEach, them);
        auto also = called(s_.also, s_.whole_also, kEach, them);
        if (s_.whole_name) name = called(s_.name, true, beside(also), them);
        if (s_.whole_also) also = called(s_.also, true, beside(name), them);
        return fmt::format("{} {} {}", isolated(name), Bank::text(bank_.says, "and", "and"),
                           isolated(also));
    }

    const Bank& bank_;
    const Situation& s_;
    std::size_t used_ = 0, sharing_ = 0;
};

} // namespace

bool has_values(std::string_view text, const Situation& s) {
    bool all = true;
    walk(
        text, [](std::string_view) {},
        [&](std::string_view hole) {
            if (hole == "name") all = all && !s.nobody;
            if (hole == "name" || hole == "step") return;
            const auto value = raw_value(hole, s);
            all = all && !(is_time(hole) ? value.empty() : calm_line(value, kMaxChars).empty());
        });
    return all;
}

int special_values(std::string_view text) {
    int count = 0;
    walk(
        text, [](std::string_view) {},
        [&](std::string_view hole) { count += hole == "name" || hole == "step" ? 0 : 1; });
    return count;
}

Words fill(const Bank& bank, const Template& t, const Situation& s) {
    Filling filling{bank, s};
    filling.measure(t.title);
    filling.measure(t.body);
    auto title = filling.fill(t.title);
    auto body = filling.fill(t.body);
    return {t.key, std::move(title), std::move(body)};
}

} // namespace kith::words

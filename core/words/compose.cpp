// SPDX-License-Identifier: MIT
#include "core/words/compose.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "core/words/templates.hpp"

namespace kith::words {
namespace {

constexpr std::size_t kMaxName = 24;
constexpr std::size_t kMaxStep = 48;

/// How long ago a key was used: 0 never, else its place among the recent ones, oldest 1.
std::size_t last_use(std::span<const std::string> recent, std::string_view key) {
    for (std::size_t i = recent.size(); i > 0; --i)
        if (recent[i - 1] == key) return i;
    return 0;
}

std::string fill(std::string_view text, std::string_view name, std::string_view step) {
    std::string out;
    while (!text.empty()) {
        const auto brace = text.find('{');
        out += text.substr(0, brace);
        if (brace == std::string_view::npos) break;
        text.remove_prefix(brace);
        const auto end = text.find('}');
        const auto word = text.substr(0, end + 1);
        out += word == "{name}" ? name : word == "{step}" ? step : word;
        text.remove_prefix(end + 1);
    }
    return out;
}

/// A sentence may begin with the step: its first letter rises, where it is a plain one.
std::string capital(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

} // namespace

std::string short_name(std::string_view name) {
    const auto clean = clean_line(name, 200);
    const auto first = clean.substr(0, clean.find(' '));
    return clean_line(first.empty() ? "them" : first, kMaxName);
}

Words compose(const Situation& s, std::span<const std::string> recent, std::string_view seed) {
    const Template* best = nullptr;
    std::size_t best_use = 0;
    double best_draw = 0;
    for (const auto& t : templates()) {
        if (!fits(t, s)) continue;
        const auto use = last_use(recent, t.key);
        const double draw = unit(fmt::format("words:{}:{}", seed, t.key));
        if (best && (use > best_use || (use == best_use && draw >= best_draw))) continue;
        best = &t;
        best_use = use;
        best_draw = draw;
    }
    const auto name = short_name(s.name);
    const auto step = clean_line(s.step_text, kMaxStep);
    const bool leads = best->body.starts_with("{step}");
    Words out{std::string{best->key}, fill(best->title, name, step),
              fill(best->body, name, leads ? capital(step) : step)};
    const auto room = kMaxChars - std::min(kMaxChars, utf8_length(out.title));
    out.body = clean_line(out.body, room);
    return out;
}

} // namespace kith::words

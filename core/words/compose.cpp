// SPDX-License-Identifier: MIT
#include "core/words/compose.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "core/words/names.hpp"
#include "core/words/templates.hpp"

namespace kith::words {
namespace {

constexpr std::string_view kName = "{name}", kStep = "{step}";

/// How long ago a key was used: 0 never, else its place among the recent ones, oldest 1.
std::size_t last_use(std::span<const std::string> recent, std::string_view key) {
    for (std::size_t i = recent.size(); i > 0; --i)
        if (recent[i - 1] == key) return i;
    return 0;
}

const Template& choose(const Situation& s, std::span<const std::string> recent,
                       std::string_view seed) {
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
    return best ? *best : templates().front();
}

std::string fill(std::string_view text, std::string_view name, std::string_view step) {
    std::string out;
    while (!text.empty()) {
        const auto brace = text.find('{');
        out += text.substr(0, brace);
        if (brace == std::string_view::npos) break;
        text.remove_prefix(brace);
        const bool is_name = text.starts_with(kName);
        out += is_name ? name : step;
        text.remove_prefix(is_name ? kName.size() : kStep.size());
    }
    return out;
}

/// A sentence may begin with the step: its first letter rises, where it is a plain one.
std::string capital(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

/// A text of the person's own that ends its sentence by itself needs no second full stop.
std::string without_end(std::string text) {
    while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
    return text;
}

} // namespace

Words compose(const Situation& s, std::span<const std::string> recent, std::string_view seed) {
    const auto& t = choose(s, recent, seed);
    const auto name = short_name(s.name);
    const auto fixed = utf8_length(fill(t.title, name, {})) + utf8_length(fill(t.body, name, {}));
    auto step = without_end(calm_line(s.step_text, kMaxChars - std::min(kMaxChars, fixed)));
    if (step.empty()) step = "a hello";
    if (t.body.starts_with(kStep)) step = capital(std::move(step));
    return {std::string{t.key}, fill(t.title, name, step), fill(t.body, name, step)};
}

} // namespace kith::words

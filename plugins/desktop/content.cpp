// SPDX-License-Identifier: MIT
#include "plugins/desktop/content.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace kith::desktop {
namespace {

constexpr std::size_t kTitleChars = 120;
constexpr std::size_t kBodyChars = 400;
constexpr std::size_t kLabelChars = 40;
constexpr std::size_t kMostButtons = 6;

std::vector<plugin::AnswerButton> buttons_of(const plugin::Nudge& nudge) {
    auto buttons = nudge.answers;
    if (buttons.size() > kMostButtons) buttons.resize(kMostButtons);
    for (auto& button : buttons) {
        button.label = clean_line(button.label, kLabelChars);
        if (button.label.empty()) button.label = clean_line(button.answer, kLabelChars);
    }
    const auto asked = std::ranges::find(buttons, "already", &plugin::AnswerButton::answer);
    if (nudge.ask_first && asked != buttons.end())
        std::rotate(buttons.begin(), asked, std::next(asked));
    return buttons;
}

} // namespace

Capabilities capabilities_from(const std::vector<std::string>& words) {
    const auto has = [&words](const char* word) {
        return std::ranges::find(words, word) != words.end();
    };
    return {has("body"), has("body-markup"), has("actions"), has("persistence"), has("sound")};
}

Content compose(const plugin::Nudge& nudge, const Capabilities& server, const Look& look) {
    Content content;
    content.title = clean_line(look.hide_names ? "Kith" : nudge.title, kTitleChars);
    if (content.title.empty()) content.title = "Kith";
    if (server.body) {
        content.body = clean_line(
            look.hide_names ? "A small idea is here, whenever you like." : nudge.body, kBodyChars);
        if (server.markup) content.body = escape_markup(content.body);
    }
    if (server.actions) {
        const auto buttons = buttons_of(nudge);
        const auto going = std::ranges::find(buttons, "going", &plugin::AnswerButton::answer);
        if (going != buttons.end()) content.actions.push_back({kBodyClick, going->label});
        content.actions.insert(content.actions.end(), buttons.begin(), buttons.end());
    }
    // A server that keeps a list may take it off the screen when it likes. Any other would drop the
    // one offer after a few seconds, whether or not somebody was looking.
    content.expire_ms = server.persistence ? -1 : 0;
    content.silent = !look.sound || nudge.replaces;
    return content;
}

} // namespace kith::desktop

// SPDX-License-Identifier: MIT
// What a nudge looks like on a given notification server. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <kith/plugin_records.hpp>

namespace kith::desktop {

/// What a server says it can do (GetCapabilities). What it cannot is left out.
struct Capabilities {
    bool body = false;
    bool markup = false;
    bool actions = false;
    bool persistence = false;
    bool sound = false;
};
Capabilities capabilities_from(const std::vector<std::string>& words);

/// The action a click on the notification itself invokes (Desktop Notifications 1.2).
inline constexpr const char* kBodyClick = "default";

struct Content {
    std::string title; ///< plain text on every server: never escaped
    std::string body;  ///< escaped where the server reads markup
    std::vector<plugin::AnswerButton> actions;
    std::int32_t expire_ms = -1; ///< -1: as the server likes; 0: until closed
    bool silent = true;
};

struct Look {
    bool sound = false;
    bool hide_names = false; ///< the screen is locked and the nudge is discreet
};

/// Clean, cut to sane lengths, and with only what the server can show. The click on the body
/// stands first and means *Say hi*; *Been in touch* stands before *Say hi* where Kith asks first.
Content compose(const plugin::Nudge& nudge, const Capabilities& server, const Look& look);

} // namespace kith::desktop

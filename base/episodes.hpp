// SPDX-License-Identifier: MIT
// What the journal's catalog explains (systemd/kith.catalog): one line each when it begins, and
// where it can end, one then.
#pragma once

#include <string_view>

namespace kith {

/// A kind of line: its MESSAGE_ID and its text. Both hold for good: programs may look for them.
struct Episode {
    std::string_view id;
    std::string_view text;
};

namespace episode {

inline constexpr Episode kPluginFails{"b24abf7bb659d1edba90e4a45bd42f50", "a plugin does not work"};
inline constexpr Episode kPluginWorks{"127093b3c4915fdc0298384650aecddb", "a plugin works again"};
inline constexpr Episode kConfigurationWrong{"0000fc6e0fe57c9dd373b355d272535f",
                                             "the configuration has errors"};
inline constexpr Episode kConfigurationRight{"2afa55148de64af40b6bf6bb49422658",
                                             "the configuration is well again"};
inline constexpr Episode kLedgerRefuses{"f8c511d38dfd922e20617bd2ca64f04b",
                                        "nothing can be remembered"};
inline constexpr Episode kLedgerTakes{"f22b0fd053048d660c55aef0a1772cca",
                                      "the ledger remembers again"};
inline constexpr Episode kLedgerLost{"e996827235d563a54c88c4309414b8a1",
                                     "part of the ledger was lost"};
inline constexpr Episode kOffered{"eae497f553b0041202a13421c89099b9", "an offer was made"};
inline constexpr Episode kNotDelivered{"e40bc698d0cc44ff87773ff463b17f16",
                                       "no deliverer could bring an offer"};
inline constexpr Episode kTroubleTold{"efe60d1c1abb93106293e0073050b8fd",
                                      "what does not work was told"};

} // namespace episode
} // namespace kith

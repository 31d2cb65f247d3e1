// SPDX-License-Identifier: MIT
#include "cli/common/words.hpp"

#include <array>

namespace kith::cli {
namespace {

constexpr std::array kWords{
    CommandWord{"status", "[--json]", "Whether all is well, and why it is quiet"},
    CommandWord{"list", "[--json|--ids]", "Everyone, with each setting and where it was declared"},
    CommandWord{"show", "NAME [--json]", "What Kith knows of one connection", false, true},
    CommandWord{"why", "[NAME] [--not NAME] [--json]",
                "The reasoning: why this, why nothing, why not", false, true},
    CommandWord{"next", "[--json]", "The next possible moment, and for whom"},
    CommandWord{"watch", "", "Show offers as they come, and answer them at the keyboard"},
    CommandWord{"offer", "[--minutes N] [--json]", "One suggestion now, because you asked"},
    CommandWord{"log", "NAME... [--channel C] [--at T] [--minutes N] [--direction D]",
                "Note that you were in touch", false, true},
    CommandWord{"not-a-touch", "REF", "Take back something that was no contact after all"},
    CommandWord{"undo", "", "Take back the last thing you said"},
    CommandWord{"going", "[NUDGE]", "Say hi: you are about to"},
    CommandWord{"done", "[NUDGE]", "You did it"},
    CommandWord{"smaller", "[NUDGE]", "The same, only smaller"},
    CommandWord{"later", "[tonight|tomorrow|weekend|next-week] [NUDGE]",
                "Not now; some other time"},
    CommandWord{"skip", "[NUDGE]", "Not this time"},
    CommandWord{"already", "[NUDGE]", "You have been in touch already"},
    CommandWord{"plan", "NAME [--when W]", "You have a plan with someone", false, true},
    CommandWord{"rest", "NAME [--until D]", "Let someone rest; their clock stands still", false,
                true},
    CommandWord{"wake", "NAME", "End a rest", false, true},
    CommandWord{"pause", "[--until D]", "Stay quiet altogether"},
    CommandWord{"resume", "", "End a pause"},
    CommandWord{"check", "[DIR] [--json]",
                "Read a configuration and say what is wrong with it, if anything", true},
    CommandWord{"rehearse", "--from D [--days N] [...]", "Live some weeks in advance", true},
    CommandWord{"rule", "RULE --from T [...]", "Show when a rule comes round", true},
    CommandWord{"plugin", "list|info|try", "The plugins of this computer", true},
    CommandWord{"completions", "bash|zsh|fish", "Completions for your shell", true},
};

} // namespace

std::span<const CommandWord> command_words() { return kWords; }

} // namespace kith::cli

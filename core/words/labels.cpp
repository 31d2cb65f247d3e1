// SPDX-License-Identifier: MIT
#include "core/words/labels.hpp"

namespace kith::words {

std::vector<Label> labels(Sight sight, bool has_smaller) {
    if (sight != Sight::Seen)
        return {{"already", "Been in touch"}, {"going", "Say hi"}, {"later", "Not now"}};
    if (!has_smaller) return {{"going", "Say hi"}, {"later", "Not now"}};
    return {{"going", "Say hi"}, {"smaller", "Smaller"}, {"later", "Not now"}};
}

} // namespace kith::words

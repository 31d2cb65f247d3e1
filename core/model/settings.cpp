// SPDX-License-Identifier: MIT
#include "core/model/settings.hpp"

namespace kith {

int weekly_budget(const Settings& settings) {
    if (settings.budget.per_7d) return *settings.budget.per_7d;
    switch (settings.pace) {
    case Pace::Ambient: return 0;
    case Pace::Gentle: return 2;
    case Pace::Steady: return 3;
    case Pace::Lively: return 5;
    }
    return 3;
}

} // namespace kith

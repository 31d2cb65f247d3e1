// SPDX-License-Identifier: MIT
#pragma once

#include "tests/unit/policy/tools.hpp"

namespace kith::test {

/// One close friend, c' = 30, lapsed: offered unless something objects.
struct Ready : Scene {
    Ready() {
        add("ana");
        set_ratio("ana", 1.6);
    }
};

} // namespace kith::test

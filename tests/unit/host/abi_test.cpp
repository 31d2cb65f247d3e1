// SPDX-License-Identifier: MIT
// Today's header against the frozen layout of version 1: the compiler is the judge.
#include <kith/plugin.h>

#define KITH_LAYOUT_MAY_GROW
#include "tests/plugins/abi_v1/layout.h"

#include "tests/support/catch.hpp"

KITH_LAYOUT_V1

TEST_CASE("Version 1 of the contract keeps its number", "[abi]") {
    STATIC_REQUIRE(KITH_PLUGIN_ABI == 1U);
    STATIC_REQUIRE(KITH_ROLE_SENSE == 1U);
    STATIC_REQUIRE(KITH_ROLE_DELIVER == 2U);
    STATIC_REQUIRE(KITH_ROLE_PLAN == 4U);
    STATIC_REQUIRE(KITH_ROLE_ATTEND == 8U);
    STATIC_REQUIRE(KITH_ROLE_KNOW == 16U);
    STATIC_REQUIRE(KITH_FAIL_TEMPORARY == 1);
    STATIC_REQUIRE(KITH_FAIL_ABSENT == 6);
}

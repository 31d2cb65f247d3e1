/* SPDX-License-Identifier: MIT
 * Its manifest says ABI 1; its descriptor comes from another time. */
#include "fixture.h"

const kith_plugin *kith_plugin_v1(void) {
    static const kith_plugin plugin = {.struct_size = sizeof plugin,
                                       .abi = 99,
                                       .name = "lies_abi",
                                       .version = "1",
                                       .roles = KITH_ROLE_SENSE,
                                       .create = fixture_create,
                                       .destroy = fixture_destroy};
    return &plugin;
}

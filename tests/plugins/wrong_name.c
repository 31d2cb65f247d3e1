/* SPDX-License-Identifier: MIT
 * Calls itself by a name that is not its manifest's. */
#include "fixture.h"

static int sense(void *self, const kith_request *request) {
    (void)self;
    return fixture_touch(request->now, 1);
}

FIXTURE("somebody_else", KITH_ROLE_SENSE, sense, NULL)

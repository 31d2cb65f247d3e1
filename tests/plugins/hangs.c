/* SPDX-License-Identifier: MIT
 * Commits one touchpoint, then never returns: asleep, or with `spin` burning the processor. */
#include <poll.h>

#include "fixture.h"

static int sense(void *self, const kith_request *request) {
    volatile unsigned turns = 0;
    (void)self;
    (void)fixture_touch(request->now, 1);
    (void)the_host->cursor(the_host->ctx, "1");
    while (fixture_has("spin")) ++turns;
    while (poll(NULL, 0, -1) <= 0) {
    }
    return -1;
}

FIXTURE("hangs", KITH_ROLE_SENSE, sense, NULL)

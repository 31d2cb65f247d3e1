/* SPDX-License-Identifier: MIT
 * Commits one touchpoint, hands over another without its cursor, then touches memory it has not got. */
#include <stddef.h>

#include "fixture.h"

static int crash(void) {
    volatile int *volatile nowhere = NULL;
    *nowhere = 1;
    return 0;
}

static int sense(void *self, const kith_request *request) {
    (void)self;
    (void)fixture_touch(request->now, 1);
    (void)the_host->cursor(the_host->ctx, "1");
    (void)fixture_touch(request->now, 2);
    return crash();
}

static int deliver(void *self, const kith_nudge *nudge) {
    (void)self;
    (void)nudge;
    return crash();
}

FIXTURE("crashes", KITH_ROLE_SENSE | KITH_ROLE_DELIVER, sense, deliver)

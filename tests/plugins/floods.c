/* SPDX-License-Identifier: MIT
 * Commits one touchpoint, then hands over more for ever and does not hear "enough". */
#include "fixture.h"

static int sense(void *self, const kith_request *request) {
    (void)self;
    (void)fixture_touch(request->now, 1);
    (void)the_host->cursor(the_host->ctx, "1");
    for (int number = 2; number < INT32_MAX; ++number) (void)fixture_touch(request->now, number);
    return 0;
}

FIXTURE("floods", KITH_ROLE_SENSE, sense, NULL)

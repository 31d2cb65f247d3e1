/* SPDX-License-Identifier: MIT
 * Commits one touchpoint, then ends the process as if all were well. */
#include <unistd.h>

#include "fixture.h"

static int sense(void *self, const kith_request *request) {
    (void)self;
    (void)fixture_touch(request->now, 1);
    (void)the_host->cursor(the_host->ctx, "1");
    _exit(0);
}

FIXTURE("exits", KITH_ROLE_SENSE, sense, NULL)

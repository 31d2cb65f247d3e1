/* SPDX-License-Identifier: MIT
 * Takes a nudge and never says whether it arrived. */
#include <poll.h>

#include "fixture.h"

static int deliver(void *self, const kith_nudge *nudge) {
    (void)self;
    (void)nudge;
    (void)the_host->receipt(the_host->ctx, "perhaps");
    while (poll(NULL, 0, -1) <= 0) {
    }
    return -1;
}

FIXTURE("slow_deliver", KITH_ROLE_DELIVER, NULL, deliver)

/* SPDX-License-Identifier: MIT
 * Commits one touchpoint, hands over another without its cursor, then dies of SIGSEGV. */
#include <signal.h>

#include "fixture.h"

/* As a wild pointer would; a sanitizer's handler would make a plain exit of a real one. */
static int crash(void) {
    (void)signal(SIGSEGV, SIG_DFL);
    return raise(SIGSEGV);
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

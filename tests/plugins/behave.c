/* SPDX-License-Identifier: MIT
 * A plugin that does everything right, in C, over the bare contract. */
#include <stdlib.h>

#include "fixture.h"

/* One touchpoint an hour back for each address, numbered on from the cursor. */
static int sense(void *self, const kith_request *request) {
    int number = request->cursor != NULL ? atoi(request->cursor) : 0;
    static const char *const schemes[] = {"mailto", NULL};
    kith_coverage coverage = {sizeof coverage, 1, request->since, schemes};
    char cursor[16];
    (void)self;
    for (uint32_t i = 0; i < request->address_count; ++i) {
        const kith_address *known = &request->addresses[i];
        if (known->is_self || known->address == NULL) continue;
        if (fixture_touch(request->now, ++number) != 0) return -1;
    }
    if (the_host->coverage(the_host->ctx, &coverage) != 0) return -1;
    snprintf(cursor, sizeof cursor, "%d", number);
    return the_host->cursor(the_host->ctx, cursor);
}

/* The receipt shows what came across: the password's length, never the password. */
static int deliver(void *self, const kith_nudge *nudge) {
    const char *password = the_host->secret(the_host->ctx, "password");
    char receipt[128];
    (void)self;
    snprintf(receipt, sizeof receipt, "%.8s %s %s %d", nudge->id, nudge->answers[0],
             nudge->labels[0], password != NULL ? (int)strlen(password) : -1);
    the_host->log(the_host->ctx, KITH_LOG_INFO, "handed over");
    return the_host->receipt(the_host->ctx, receipt);
}

FIXTURE("behave", KITH_ROLE_SENSE | KITH_ROLE_DELIVER, sense, deliver)

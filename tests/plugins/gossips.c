/* SPDX-License-Identifier: MIT
 * Cannot read its mail, and says with whom: to the journal, and as the reason why. */
#include "fixture.h"

static int sense(void *self, const kith_request *request) {
    char said[120];
    (void)self;
    snprintf(said, sizeof said, "odd mail from Zebedee Winter <zw77@example.net>, %lld",
             (long long)request->now);
    the_host->log(the_host->ctx, KITH_LOG_WARNING, said);
    the_host->fail(the_host->ctx, KITH_FAIL_TEMPORARY,
                   "cannot read what Zebedee Winter sent from zw77@example.net");
    return -1;
}

FIXTURE("gossips", KITH_ROLE_SENSE, sense, NULL)

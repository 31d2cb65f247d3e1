/* SPDX-License-Identifier: MIT
 * Commits one touchpoint, then hands over more for ever and does not hear "enough". Mode words:
 * says 500 lines with a number of its own each before that. Mode replies: hands over a reply for
 * ever instead. */
#include "fixture.h"

static int sense(void *self, const kith_request *request) {
    char line[40];
    (void)self;
    if (fixture_has("\"mode\":\"words\""))
        for (int number = 0; number < 500; ++number) {
            snprintf(line, sizeof line, "words, %d of them", number);
            the_host->log(the_host->ctx, number % 2 ? KITH_LOG_WARNING : KITH_LOG_INFO, line);
        }
    (void)fixture_touch(request->now, 1);
    (void)the_host->cursor(the_host->ctx, "1");
    while (fixture_has("\"mode\":\"replies\""))
        (void)the_host->reply(the_host->ctx, "0123456789abcdef0123456789abcdef", "rest", "one");
    for (int number = 2; number < INT32_MAX; ++number) (void)fixture_touch(request->now, number);
    return 0;
}

FIXTURE("floods", KITH_ROLE_SENSE, sense, NULL)

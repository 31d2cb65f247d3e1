/* SPDX-License-Identifier: MIT
 * Never gives memory back: 32 MB, or with `all` as much as it can get. */
#include <stdlib.h>

#include "fixture.h"

static int sense(void *self, const kith_request *request) {
    const size_t piece = (size_t)4 * 1024 * 1024;
    (void)self;
    (void)fixture_touch(request->now, 1);
    (void)the_host->cursor(the_host->ctx, "1");
    for (int i = 0; fixture_has("all") || i < 8; ++i) {
        char *memory = malloc(piece);
        if (memory == NULL) {
            the_host->fail(the_host->ctx, KITH_FAIL_TEMPORARY, "out of memory");
            return -1;
        }
        memory[piece - 1] = 1;
    }
    return 0;
}

FIXTURE("leaks", KITH_ROLE_SENSE, sense, NULL)

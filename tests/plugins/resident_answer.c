/* SPDX-License-Identifier: MIT
 * Stays after delivering and answers `later` at once; with `stay` hears nothing until it is told to
 * end, with `slow-stay` after three seconds in which it shows nothing; with `deaf` does not even
 * hear that; with `floods-going` or another word answers that, and what is no answer to an offer, in
 * turn and for ever. */
#include <poll.h>
#include <unistd.h>

#include "fixture.h"

static int pipe_ends[2];
static char nudge_id[33];

static int ready(void *self, int fd) {
    char byte;
    (void)self;
    if (read(fd, &byte, 1) != 1) return -1;
    while (fixture_has("floods-")) {
        static const char *const words[] = {"going", "later", "skip", "rest", "plan"};
        for (size_t i = 0; i < sizeof words / sizeof *words; ++i)
            if (fixture_has(words[i])) (void)the_host->answer(the_host->ctx, nudge_id, words[i]);
        (void)the_host->answer(the_host->ctx, nudge_id, "not-a-touch");
    }
    (void)the_host->answer(the_host->ctx, nudge_id, "later");
    while (fixture_has("deaf")) (void)poll(NULL, 0, -1);
    return -1;
}

static int deliver(void *self, const kith_nudge *nudge) {
    snprintf(nudge_id, sizeof nudge_id, "%s", nudge->id);
    if (fixture_has("slow-")) (void)poll(NULL, 0, 3000);
    if (pipe(pipe_ends) != 0 || the_host->receipt(the_host->ctx, "seven") != 0) return -1;
    if (!fixture_has("stay") && write(pipe_ends[1], "x", 1) != 1) return -1;
    return the_host->watch(the_host->ctx, pipe_ends[0], -1, ready, self);
}

static int withdraw(void *self, const kith_nudge *nudge) {
    (void)self;
    the_host->log(the_host->ctx, KITH_LOG_INFO, nudge->previous != NULL ? nudge->previous : "none");
    return 0;
}

const kith_plugin *kith_plugin_v1(void) {
    static const kith_plugin plugin = {.struct_size = sizeof plugin,
                                       .abi = KITH_PLUGIN_ABI,
                                       .name = "resident_answer",
                                       .version = "1",
                                       .roles = KITH_ROLE_DELIVER,
                                       .create = fixture_create,
                                       .destroy = fixture_destroy,
                                       .deliver = deliver,
                                       .withdraw = withdraw};
    return &plugin;
}

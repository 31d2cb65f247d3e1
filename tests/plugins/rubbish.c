/* SPDX-License-Identifier: MIT
 * Records with everything wrong that can be, one good one among them; with `raw`, past the host
 * straight into the channel; with `more`, one more while a file of that name is in its state folder. */
#include <stdlib.h>
#include <sys/socket.h>

#include "fixture.h"

static char huge[200000];

static int is_asked_for_more(void) {
    char path[300];
    const char *state = the_host->state_dir(the_host->ctx);
    snprintf(path, sizeof path, "%s/more", state != NULL ? state : "");
    FILE *file = fopen(path, "re");
    if (file != NULL) fclose(file);
    return file != NULL;
}

static void hand(kith_touchpoint touch) {
    touch.struct_size = sizeof touch;
    (void)the_host->touchpoint(the_host->ctx, &touch);
}

static int sense(void *self, const kith_request *request) {
    kith_touchpoint good = {0};
    kith_touchpoint bad;
    (void)self;
    memset(huge, 'a', sizeof huge - 1);
    good.minutes = -1;
    good.at = request->now;
    good.connection = "ana";
    good.channel = "call";
    good.direction = "both";
    good.ref = "good";
    (void)fixture_touch(request->now, 1);
    (void)the_host->cursor(the_host->ctx, "1");
    if (fixture_has("raw")) {
        static const char nonsense[] = "{\"type\":\"touchpoint\",\"at\":\xff\xfe";
        (void)send(3, nonsense, sizeof nonsense, 0);
    }
    (void)the_host->touchpoint(the_host->ctx, NULL);
    bad = good, bad.at = INT64_MIN, hand(bad);
    bad = good, bad.at = INT64_MAX, hand(bad);
    bad = good, bad.connection = NULL, hand(bad);
    bad = good, bad.address = "mailto:ana@example.net", hand(bad);
    bad = good, bad.channel = "telepathy", hand(bad);
    bad = good, bad.channel = NULL, hand(bad);
    bad = good, bad.direction = "\xc3\x28", hand(bad);
    bad = good, bad.ref = NULL, hand(bad);
    bad = good, bad.ref = huge, hand(bad);
    bad = good, bad.minutes = INT32_MAX, hand(bad);
    bad = good, bad.connection = NULL, bad.address = huge, hand(bad);
    (void)the_host->busy(the_host->ctx, NULL);
    if (fixture_has("more") && is_asked_for_more()) hand(bad);
    good.name = "A\x1b[31mna\r\n\xff\xe2\x80\xae", good.because = huge, hand(good);
    return the_host->cursor(the_host->ctx, fixture_has("cursor") ? huge : "2");
}

FIXTURE("rubbish", KITH_ROLE_SENSE, sense, NULL)

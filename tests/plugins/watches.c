/* SPDX-License-Identifier: MIT
 * Waits for an answer in every wrong way: with `file` and `closed` on what cannot be waited for, with
 * `end` on a pipe nobody writes to any more, with `socket-end` on such a socket, with `at-once`
 * without a pause, with `inside` in a call that never returns; with `drains` rightly, to its end. */
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fixture.h"

static int calls;

static int ready(void *self, int fd) {
    char byte;
    volatile int spin = fixture_has("inside");
    (void)self;
    while (spin) {
    }
    ++calls;
    if (!fixture_has("drains")) return 0;
    if (read(fd, &byte, 1) == 1) return 0;
    the_host->fail(the_host->ctx, KITH_FAIL_TEMPORARY, calls == 4 ? "three bytes" : "not three");
    return -1;
}

static int deliver(void *self, const kith_nudge *nudge) {
    int ends[2] = {-1, -1};
    int timeout = -1;
    (void)nudge;
    if (the_host->receipt(the_host->ctx, "") != 0) return -1;
    if (fixture_has("file")) ends[0] = open("/usr/share/zoneinfo/UTC", O_RDONLY | O_CLOEXEC);
    else if (fixture_has("closed")) ends[0] = 200;
    else if (fixture_has("socket-end") || fixture_has("drains")) {
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return -1;
        if (fixture_has("drains") && write(ends[1], "abc", 3) != 3) return -1;
    } else if (pipe(ends) != 0) return -1;
    if (fixture_has("end") || fixture_has("drains")) close(ends[1]);
    if (fixture_has("at-once") || fixture_has("inside")) timeout = 0;
    return the_host->watch(the_host->ctx, ends[0], timeout, ready, self);
}

FIXTURE("watches", KITH_ROLE_DELIVER, NULL, deliver)

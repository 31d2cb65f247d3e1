/* SPDX-License-Identifier: MIT
 * Writes to its output and errors what would steer a terminal or pass for a record, and tries to
 * read from all three. Its manifest wants programs, so from elsewhere it needs trust. */
#include <unistd.h>

#include "fixture.h"

static int sense(void *self, const kith_request *request) {
    static const char said[] = "\x1b]0;mine\x07{\"type\":\"cursor\",\"cursor\":\"forged\"}\nkith: all is well\n";
    char got[64];
    long total = 0;
    int fd;
    (void)self;
    (void)request;
    for (fd = 1; fd <= 2; ++fd) (void)!write(fd, said, sizeof said - 1);
    for (fd = 0; fd <= 2; ++fd) {
        const ssize_t n = read(fd, got, sizeof got);
        if (n > 0) total += n;
    }
    snprintf(got, sizeof got, "%ld bytes were read", total);
    the_host->log(the_host->ctx, KITH_LOG_INFO, got);
    return the_host->cursor(the_host->ctx, "true");
}

FIXTURE("chatty", KITH_ROLE_SENSE, sense, NULL)

/* SPDX-License-Identifier: MIT
 * Connects to the session bus, leaves its end of that connection where nobody reads it, and exits:
 * in the line to its broker, or with `itself` in that very connection, whose other end waits for an
 * answer that the bus does not give. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "fixture.h"

enum { to_broker = 4, many = 200 };

static char words[4000];

static int hands_over(int line, int fd, size_t size) {
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {{0}};
    struct iovec part = {words, size};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    control.header.cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(&control.header), &fd, sizeof fd);
    return sendmsg(line, &message, MSG_NOSIGNAL) < 0 ? -1 : 0;
}

static int fails(void) {
    the_host->fail(the_host->ctx, KITH_FAIL_ABSENT, strerror(errno));
    return -1;
}

/* A line that begins the conversation, but not by the letters that are looked for. */
static int into_itself(int fd) {
    char answer[200], login[64] = "";
    const int size = snprintf(words, sizeof words, "%u", (unsigned)getuid());
    for (int i = 0; i < size; ++i) sprintf(login + 2 * i, "%02x", (unsigned char)words[i]);
    const int length = snprintf(words, sizeof words, "%cAUTH EXTERNAL %s\r\n", 0, login);
    if (send(fd, words, (size_t)length, MSG_NOSIGNAL) < 0 || recv(fd, answer, sizeof answer, 0) < 2)
        return fails();
    if (strncmp(answer, "OK", 2) != 0 || send(fd, "BEGIN \r\n", 8, MSG_NOSIGNAL) < 0)
        return fails();
    (void)usleep(200000); /* it has been read */
    return hands_over(fd, fd, 1) < 0 ? fails() : 0;
}

static int deliver(void* self, const kith_nudge* nudge) {
    struct sockaddr_un bus = {.sun_family = AF_UNIX};
    const char* address = getenv("DBUS_SESSION_BUS_ADDRESS");
    const char* path = address ? strchr(address, '/') : NULL;
    (void)self;
    (void)nudge;
    snprintf(bus.sun_path, sizeof bus.sun_path, "%s", path ? path : "");
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr*)&bus, sizeof bus) < 0) return fails();
    if (fixture_has("itself")) {
        if (into_itself(fd) < 0) return -1;
        _exit(3);
    }
    /* Questions that take long to answer, so that the last stay unread. */
    const int size =
        snprintf(words, sizeof words, "{\"do\":\"bus\",\"path\":\"%s\"}", bus.sun_path);
    for (int i = 0; i < many; ++i)
        if (hands_over(to_broker, fd, (size_t)size) < 0) break;
    _exit(3);
}

FIXTURE("clings", KITH_ROLE_DELIVER, NULL, deliver)

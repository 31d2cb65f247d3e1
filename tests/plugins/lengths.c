/* SPDX-License-Identifier: MIT
 * Keeps the length of its secret in its state folder. By `mode` it then fails, also past the host
 * straight into the channel (`forges`), or crashes. Where it senses and does well or forges, it hands
 * over a contact with the secret in its ref and name, for the ledger, and asks for a host of that
 * name, which is told in small letters. */
#include <netdb.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fixture.h"

static int keep(const char *password) {
    char path[512];
    FILE *file;
    snprintf(path, sizeof path, "%s/length", the_host->state_dir(the_host->ctx));
    file = fopen(path, "w");
    if (file == NULL) return -1;
    fprintf(file, "%d", (int)strlen(password));
    return fclose(file);
}

/* The host takes a secret out of what is said through it; this is not said through it. */
static void forge(const char *password) {
    char record[512];
    snprintf(record, sizeof record,
             "{\"at\":\"2026-03-01T12:30:00Z\",\"connection\":\"ana\",\"channel\":\"call\","
             "\"direction\":\"in\",\"ref\":\"forged %s\"}",
             password);
    (void)send(3, record, strlen(record), 0);
    snprintf(record, sizeof record, "{\"type\":\"log\",\"level\":4,\"text\":\"it is %s\"}", password);
    (void)send(3, record, strlen(record), 0);
    snprintf(record, sizeof record,
             "{\"type\":\"result\",\"ok\":false,\"kind\":\"auth\",\"text\":\"the server does not know %s\"}",
             password);
    (void)send(3, record, strlen(record), 0);
    _exit(0);
}

static int work(void) {
    const char *password = the_host->secret(the_host->ctx, "password");
    if (password == NULL || keep(password) != 0) return -1;
    if (fixture_has("\"fails\"")) {
        char said[512];
        snprintf(said, sizeof said, "the server does not know %s", password);
        the_host->log(the_host->ctx, KITH_LOG_WARNING, said);
        the_host->fail(the_host->ctx, KITH_FAIL_AUTH, said);
        return -1;
    }
    if (fixture_has("\"forges\"")) forge(password);
    if (fixture_has("\"crashes\"")) {
        (void)signal(SIGSEGV, SIG_DFL);
        return raise(SIGSEGV);
    }
    return 0;
}

static void tell(int64_t now) {
    char ref[256];
    kith_touchpoint touch = {0};
    struct addrinfo *found = NULL;
    snprintf(ref, sizeof ref, "as %s", the_host->secret(the_host->ctx, "password"));
    touch.struct_size = sizeof touch;
    touch.at = now - 86400;
    touch.connection = "ana";
    touch.channel = "call";
    touch.direction = "in";
    touch.minutes = -1;
    touch.ref = ref;
    touch.name = ref;
    (void)the_host->touchpoint(the_host->ctx, &touch);
    snprintf(ref, sizeof ref, "%s.example", the_host->secret(the_host->ctx, "password"));
    (void)getaddrinfo(ref, "80", NULL, &found);
}

static int sense(void *self, const kith_request *request) {
    static const char *const schemes[] = {"matrix", NULL};
    kith_coverage coverage = {sizeof coverage, 1, request->since, schemes};
    (void)self;
    if (work() != 0) return -1;
    tell(request->now);
    return the_host->coverage(the_host->ctx, &coverage);
}

static int deliver(void *self, const kith_nudge *nudge) {
    (void)self;
    (void)nudge;
    if (work() != 0) return -1;
    return the_host->receipt(the_host->ctx, "kept");
}

FIXTURE("lengths", KITH_ROLE_SENSE | KITH_ROLE_DELIVER, sense, deliver)

/* SPDX-License-Identifier: MIT
 * Reads, once, a reply to the nudge whose id is in the file `nudge` of its state folder; waits
 * there for the file `go` first. It says what stands in the file `say`, or else `done`. */
#include <unistd.h>

#include "fixture.h"

static int sense(void* self, const kith_request* request) {
    char path[300], nudge[33] = "", text[200] = "done";
    const char* state = the_host->state_dir(the_host->ctx);
    (void)self;
    snprintf(path, sizeof path, "%s/nudge", state != NULL ? state : "");
    FILE* file = fopen(path, "re");
    if (file == NULL) return 0;
    (void)!fread(nudge, 1, sizeof nudge - 1, file);
    fclose(file);
    if (request->cursor != NULL) return 0;
    snprintf(path, sizeof path, "%s/go", state);
    while (access(path, F_OK) != 0) usleep(20000);
    snprintf(path, sizeof path, "%s/say", state);
    file = fopen(path, "re");
    if (file != NULL) {
        text[fread(text, 1, sizeof text - 1, file)] = '\0';
        fclose(file);
    }
    if (the_host->reply(the_host->ctx, nudge, text, "mail-1") != 0) return -1;
    return the_host->cursor(the_host->ctx, "1");
}

FIXTURE("replies", KITH_ROLE_SENSE, sense, NULL)

/* SPDX-License-Identifier: MIT
 * One plugin over the frozen header, compiled as C11 and as C++. */
#include "layout.h"
#include "plugin.h"

KITH_LAYOUT_V1

static const kith_host *v1_host;

static int v1_create(const kith_host *host, const char *settings, void **self) {
    (void)settings;
    v1_host = host;
    *self = (void *)&v1_host;
    return 0;
}

static void v1_destroy(void *self) { (void)self; }

static int v1_sense(void *self, const kith_request *request) {
    kith_touchpoint touch = {sizeof(kith_touchpoint), 12,    request->now, NULL,
                             "ana",                   "call", "both",       "v1",
                             NULL,                    NULL};
    (void)self;
    if (v1_host->touchpoint(v1_host->ctx, &touch) != 0) return -1;
    return v1_host->cursor(v1_host->ctx, "v1");
}

static int v1_deliver(void *self, const kith_nudge *nudge) {
    (void)self;
    return v1_host->receipt(v1_host->ctx, nudge->title);
}

const kith_plugin *kith_plugin_v1(void) {
    static const kith_plugin plugin = {
        sizeof(kith_plugin), KITH_PLUGIN_ABI, V1_NAME,    "1",  KITH_ROLE_SENSE | KITH_ROLE_DELIVER,
        0,                   v1_create,       v1_destroy, v1_sense, v1_deliver,
        NULL,                NULL,            NULL,       NULL,     NULL};
    return &plugin;
}

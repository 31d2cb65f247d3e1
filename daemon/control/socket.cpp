// SPDX-License-Identifier: MIT
#include "daemon/control/socket.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "base/files.hpp"
#include "base/log.hpp"
#include "daemon/control/vtable.hpp"

namespace kith::daemon {
namespace {

constexpr std::size_t kMaxPeers = 64;
constexpr int kBacklog = 16;
constexpr int kAtOnce = 16; ///< calls of one peer before everything else has its turn
constexpr std::chrono::seconds kTryAgain{30}, kLastTry{120};
constexpr std::uint64_t kMostUnread = 256; ///< answers that a peer leaves lying

/// 0 where no socket stands.
ino_t inode_at(const std::filesystem::path& path) {
    struct stat info{};
    return ::lstat(path.c_str(), &info) == 0 && S_ISSOCK(info.st_mode) ? info.st_ino : 0;
}

bool is_same_user(int fd) {
    ucred who{};
    socklen_t size = sizeof who;
    return ::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && who.uid == ::geteuid();
}

} // namespace

ControlSocket::ControlSocket(EventLoop& loop, Commands& commands, std::filesystem::path dir)
    : loop_(loop), commands_(commands), dir_(std::move(dir)), path_(dir_ / "control"),
      again_(loop, TimerClock::Boottime, [this] { listen(); }), wait_(kTryAgain),
      afterwards_(loop, [this] { take_what_lies(); }) {
    listen();
}

ControlSocket::~ControlSocket() {
    peers_.clear();
    if (socket_) (void)::unlink(path_.c_str());
}

Result<void> ControlSocket::try_to_listen() {
    if (const auto made = make_private_dir(dir_); !made) return made;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto text = path_.string();
    if (text.size() >= sizeof address.sun_path) return fail(text + " is too long for a socket");
    std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
    const auto* where = reinterpret_cast<const sockaddr*>(&address);
    UniqueFd socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    UniqueFd other{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (other && ::connect(other.get(), where, sizeof address) == 0)
        return fail(text + " is another kithd's");
    (void)::unlink(text.c_str());
    if (!socket || ::bind(socket.get(), where, sizeof address) != 0 ||
        ::chmod(text.c_str(), 0600) != 0 || ::listen(socket.get(), kBacklog) != 0)
        return fail(errno_text(text + " cannot be listened on", errno));
    socket_ = std::move(socket);
    inode_ = inode_at(path_);
    return {};
}

void ControlSocket::listen() {
    listening_.reset();
    watch_.reset();
    socket_ = UniqueFd{};
    if (const auto done = try_to_listen(); !done) {
        if (refused_ != done.error().text)
            log_event(Level::Error, "no control socket", {{"why", done.error().text}});
        refused_ = done.error().text;
        again_.set_in(wait_, wait_ / 2);
        wait_ = std::min(wait_ * 2, kLastTry);
        return;
    }
    wait_ = kTryAgain;
    if (!std::exchange(refused_, {}).empty())
        log_event(Level::Notice, "the control socket is there");
    listening_.emplace(loop_, socket_.get(), EPOLLIN, [this](std::uint32_t) { accept(); });
    try {
        constexpr std::uint32_t kTaken =
            IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF;
        watch_.emplace(loop_, dir_, kTaken, [this](std::uint32_t, std::string_view) {
            loop_.post([this] { look_after(); }); // not from inside the watch, which goes with it
        });
    } catch (const std::system_error&) {
        return; // as on a file system without inotify: it stays until the end, most likely
    }
    look_after();
}

void ControlSocket::try_now() {
    if (!socket_) listen();
}

/// Its name may be gone, or be somebody else's, while the socket itself hears nobody.
void ControlSocket::look_after() {
    if (socket_ && inode_at(path_) != inode_) listen();
}

void ControlSocket::accept() {
    UniqueFd fd{::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
    if (!fd || !is_same_user(fd.get())) return;
    // Programs that hang on to their lines must not keep `kith` out: the oldest gives way.
    if (peers_.size() >= kMaxPeers) peers_.erase(peers_.begin());
    auto bus = open_peer_server(std::move(fd));
    if (!bus) return;
    auto peer = std::make_unique<Peer>();
    peer->bus = std::move(*bus);
    sd_bus_slot* slot = nullptr;
    if (sd_bus_add_object_vtable(peer->bus.get(), &slot, kObjectPath, kInterface, control_vtable(),
                                 &commands_) < 0)
        return;
    peer->slot.reset(slot);
    const auto gone = [](sd_bus_message* message, void* self, sd_bus_error*) noexcept {
        static_cast<ControlSocket*>(self)->drop(sd_bus_message_get_bus(message));
        return 0;
    };
    sd_bus_slot* watch = nullptr;
    if (sd_bus_match_signal(peer->bus.get(), &watch, nullptr, "/org/freedesktop/DBus/Local",
                            "org.freedesktop.DBus.Local", "Disconnected", gone, this) < 0 ||
        sd_bus_attach_event(peer->bus.get(), loop_.handle(), 0) < 0)
        return;
    peer->gone.reset(watch);
    peers_.push_back(std::move(peer));
}

/// A client's first call may come in one piece with the end of its login, as from GDBus under load.
/// sd-bus has read it then and waits for more: without this the call lies until the next one comes.
/// Who talks without pause, or asks and never reads, must not keep everybody else waiting.
void ControlSocket::take_what_lies() {
    bool more = false;
    for (const auto& peer : peers_) {
        int taken = 0;
        while (taken < kAtOnce && sd_bus_is_ready(peer->bus.get()) > 0 &&
               sd_bus_process(peer->bus.get(), nullptr) > 0)
            ++taken;
        more = more || taken == kAtOnce;
        std::uint64_t unread = 0;
        if (sd_bus_get_n_queued_write(peer->bus.get(), &unread) >= 0 && unread > kMostUnread)
            drop(peer->bus.get());
    }
    if (more) loop_.post([] {}); // what still lies is taken in the next round
}

void ControlSocket::drop(sd_bus* bus) {
    // Not from inside its own dispatch: the bus is still in use there.
    loop_.post([this, bus] {
        std::erase_if(peers_, [&](const auto& peer) { return peer->bus.get() == bus; });
        (void)::malloc_trim(0); // what an answer about everybody took lies idle for hours
    });
}

void ControlSocket::emit(const char* member, const std::string& json) {
    for (const auto& peer : peers_)
        (void)sd_bus_emit_signal(peer->bus.get(), kObjectPath, kInterface, member, "s",
                                 json.c_str());
}

void ControlSocket::nudge_offered(const std::string& json) { emit("NudgeOffered", json); }
void ControlSocket::changed(const std::string& json) { emit("Changed", json); }

} // namespace kith::daemon

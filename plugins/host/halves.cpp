// SPDX-License-Identifier: MIT
#include "plugins/host/halves.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "base/files.hpp"
#include "base/paths.hpp"
#include "plugins/host/broker.hpp"
#include "plugins/host/interpose.hpp"
#include "plugins/host/job.hpp"
#include "plugins/host/state_folder.hpp"
#include "wire/record.hpp"
#include "wire/request.hpp"

namespace kith::host {
namespace {

/// Above the standard three: the way of its records, then the line to the broker.
constexpr int kRecords = 3;
constexpr int kLine = 4;
/// For what the broker started to be ended.
constexpr unsigned kTidyUpSeconds = 10;

/// What joins the two halves: one end of each for either.
struct Joint {
    UniqueFd records;
    UniqueFd line;
};

/// The jail is made of what is there when it closes, so the folder cannot be made on demand.
void prepare_state(wire::JobRequest& request) {
    if (request.state_dir.empty() || make_private_dir(request.state_dir)) return;
    request.state_dir.clear();
}

void put_at(UniqueFd fd, int number) {
    if (fd.get() == number)
        (void)fd.release();
    else if (::dup3(fd.get(), number, O_CLOEXEC) < 0)
        ::_exit(1);
}

/// Standard streams, the joint; nothing else crosses into the jail, kithd's channel least of all.
void keep_only(Joint joint) {
    put_at(std::move(joint.records), kRecords);
    put_at(std::move(joint.line), kLine);
    ::closefrom(kLine + 1); // by hand where the kernel has no close_range; never not at all
}

/// Where programs, home and words are. What the broker needs beyond that is its own.
void leave_environment(const wire::PluginRef& plugin) {
    std::vector<std::pair<const char*, std::string>> kept;
    for (const char* name : {"PATH", "HOME", "LANG"})
        if (const char* value = std::getenv(name)) kept.emplace_back(name, value);
    (void)::clearenv();
    for (const auto& [name, value] : kept) (void)::setenv(name, value.c_str(), 1);
    const auto show = [](const char* name, WhichBus which) {
        (void)::setenv(name, (std::string("unix:path=") + jailed_path(which)).c_str(), 1);
    };
    if (!plugin.bus.empty()) show("DBUS_SESSION_BUS_ADDRESS", WhichBus::Session);
    if (!plugin.system_bus.empty()) show("DBUS_SYSTEM_BUS_ADDRESS", WhichBus::System);
}

/// Ends as the other half ended, so that who started this one sees what happened.
[[noreturn]] void end_like(int status) {
    if (WIFSIGNALED(status)) {
        (void)::signal(WTERMSIG(status), SIG_DFL);
        (void)::raise(WTERMSIG(status));
    }
    ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

int jailed_half(wire::HostChannel& channel, const wire::JobRequest& request, Joint joint,
                pid_t broker) {
    // Death with the broker is set in the jail; here it may already have gone.
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != broker) return 1;
    keep_only(std::move(joint));
    const auto plan = plan_jail(request, home());
    leave_environment(request.plugin);
    ask_broker_on(kLine);
    return run_job(channel, request, plan);
}

/// What ends with the broker is waited for, and a plugin may have left something behind that waits
/// for ever.
void leave_soon() {
    (void)::signal(SIGALRM, [](int) { ::_exit(1); });
    (void)::alarm(kTidyUpSeconds);
}

/// What the broker started ends here, with it.
int broker_half(wire::HostChannel& channel, const wire::JobRequest& request, Joint joint,
                pid_t jailed) {
    Broker broker(request, std::move(joint.line));
    RecordRelay records(channel, std::move(joint.records));
    const int status = broker.serve(jailed, records);
    broker.have_the_last_word(channel);
    leave_soon();
    return status;
}

/// False where the kernel gives none.
bool make_joint(Joint& ours, Joint& theirs) {
    for (UniqueFd Joint::* each : {&Joint::records, &Joint::line}) {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
        (ours.*each).reset(ends[0]);
        (theirs.*each).reset(ends[1]);
    }
    return true;
}

} // namespace

int run_in_halves(wire::HostChannel& channel) {
    auto request = wire::receive_request(channel);
    if (!request) return 2; // kithd is gone or speaks another language: nobody to tell
    prepare_state(*request);
    const auto kept = look_at_state(request->state_dir);
    if (kept != wire::Kept::Fine) { // nothing runs until that has been emptied
        wire::ConfinedRecord record;
        record.kept = kept;
        (void)channel.send(wire::format_record(wire::Record{record}), wire::HostChannel::Wait::Yes);
        return 1;
    }
    Joint ours;
    Joint theirs;
    if (!make_joint(ours, theirs)) return 1;
    if (!take_common_limits()) return 1;
    const pid_t broker = ::getpid();
    const pid_t jailed = ::fork();
    if (jailed < 0) return 1;
    if (jailed == 0) return jailed_half(channel, *request, std::move(theirs), broker);
    theirs = {};
    end_like(broker_half(channel, *request, std::move(ours), jailed));
}

} // namespace kith::host

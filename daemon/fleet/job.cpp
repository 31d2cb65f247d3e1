// SPDX-License-Identifier: MIT
#include "daemon/fleet/job.hpp"

#include <sys/epoll.h>
#include <utility>

#include "wire/run_job.hpp"

namespace kith::fleet {
namespace {

/// A talkative host gets this many datagrams a round, then everybody else has a turn.
constexpr int kDatagramsARound = 64;
constexpr std::chrono::milliseconds kAccuracy{50};

} // namespace

Job::Job(EventLoop& loop, const std::filesystem::path& host, const wire::JobRequest& request,
         JobCallbacks callbacks)
    : loop_(loop), callbacks_(std::make_shared<const JobCallbacks>(std::move(callbacks))),
      conversation_(request), late_text_(wire::late_text(request.deadline)),
      deadline_(loop, TimerClock::Boottime, [this] { on_deadline(); }) {
    start(host, request);
}

void Job::start(const std::filesystem::path& host, const wire::JobRequest& request) {
    auto process = wire::HostProcess::spawn(host, request.plugin, wire::Output::Quiet);
    if (!process) {
        conversation_.end_because(wire::FailKind::NotStarted, process.error().text);
        stillborn_.emplace(loop_, [this] { finish({}); });
        stillborn_->schedule();
        return;
    }
    process_.emplace(std::move(*process));
    auto& channel = process_->channel();
    channel_source_.emplace(loop_, channel.fd(), EPOLLIN, [this](std::uint32_t) { on_channel(); });
    exit_source_.emplace(loop_, process_->pidfd(), EPOLLIN, [this](std::uint32_t) { on_exit(); });
    deadline_.set_in(request.deadline, kAccuracy);
    if (auto sent = wire::send_request(channel, request); !sent)
        end_because(wire::FailKind::NotStarted, sent.error().text);
}

void Job::tell(wire::Word word) {
    if (!resident_ || !talking_) return;
    late_text_ = "did not end when asked to";
    deadline_.set_in(wire::kEndGrace, kAccuracy);
    // Where it cannot hear any more, its exit is on the way or the grace runs out.
    (void)process_->channel().send(wire::word_line(word), wire::HostChannel::Wait::No);
}

void Job::on_channel() {
    const std::weak_ptr<int> alive = alive_; // on_record may cancel this job
    for (int i = 0; i < kDatagramsARound; ++i)
        if (!take_one() || alive.expired() || !talking_) return;
}

/// False when there is nothing more for now.
bool Job::take_one() {
    auto message = process_->channel().receive(wire::HostChannel::Wait::No);
    if (!message) {
        end_because(wire::FailKind::Garbled, message.error().text);
        return false;
    }
    if (message->got == wire::HostChannel::Got::Nothing) return false;
    if (message->got == wire::HostChannel::Got::End) {
        talking_ = false;
        channel_source_->disable(); // the end stays readable; the exit follows, or the deadline
        return false;
    }
    take(message->text);
    return true;
}

void Job::take(std::string_view datagram) {
    const auto record = conversation_.take(datagram);
    if (!record) return end_because(wire::FailKind::Garbled, record.error().text);
    if (!*record) return;
    const auto* receipt = std::get_if<wire::ReceiptRecord>(&**record);
    if (receipt != nullptr && receipt->resident) {
        resident_ = true;
        if (callbacks_->hears_answers)
            deadline_.disable();
        else
            tell(wire::Word::End);
    }
    const auto callbacks = callbacks_; // it may destroy this
    if (callbacks->on_record) callbacks->on_record(**record);
}

void Job::on_deadline() { end_because(wire::FailKind::TimedOut, late_text_); }

void Job::end_because(wire::FailKind kind, std::string text) {
    conversation_.end_because(kind, std::move(text));
    talking_ = false;
    channel_source_->disable();
    process_->kill(); // on_exit does the rest
}

void Job::on_exit() {
    // What came before the end still counts, all of it.
    while (talking_ && take_one()) {
    }
    const auto end = process_->reap(wire::HostChannel::Wait::No);
    if (end) finish(*end);
}

void Job::finish(const wire::ChildEnd& end) {
    auto outcome = conversation_.finish(end);
    outcome.took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - started_);
    channel_source_.reset();
    exit_source_.reset();
    deadline_.disable();
    const auto callbacks = callbacks_;
    if (callbacks->on_done) callbacks->on_done(outcome); // may destroy this
}

} // namespace kith::fleet

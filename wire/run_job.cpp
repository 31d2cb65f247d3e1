// SPDX-License-Identifier: MIT
#include "wire/run_job.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace kith::wire {
namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kLongestLine = 4096;
constexpr int kPartsOfAPipe = 16;

/// Cuts what a plugin writes into lines, of which a job may write kMaxLogLines.
class Lines {
  public:
    explicit Lines(const std::function<void(std::string_view)>& tell) : tell_(tell) {}

    /// Takes what a full pipe holds at most, so that who writes without end keeps no record
    /// waiting; false once there is no more to come.
    bool take(int fd) {
        std::array<char, kLongestLine> part{};
        for (int i = 0; i < kPartsOfAPipe; ++i) {
            const auto got = ::read(fd, part.data(), part.size());
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return got < 0 && errno == EAGAIN;
            for (const char c : std::string_view{part.data(), static_cast<std::size_t>(got)})
                add(c);
        }
        return true;
    }

    void end() {
        if (!line_.empty()) tell();
    }

  private:
    void add(char c) {
        if (c != '\n') line_ += c;
        if (c == '\n' || line_.size() == kLongestLine) tell();
    }

    void tell() {
        if (told_++ < kMaxLogLines) tell_(line_);
        line_.clear();
    }

    const std::function<void(std::string_view)>& tell_;
    std::string line_;
    std::size_t told_ = 0;
};

/// The person's own, which is more than that it was put away.
bool is_an_answer(const Record& record) {
    const auto* answer = std::get_if<AnswerRecord>(&record);
    return answer != nullptr && answer_from(answer->answer).has_value();
}

/// The waiting half of one blocking job; what the datagrams mean is Conversation's business.
class BlockingJob {
  public:
    BlockingJob(HostProcess process, const RunOptions& options, const JobRequest& request,
                const std::function<void(const Record&)>& on_record)
        : process_(std::move(process)), conversation_(request), lines_(options.on_output),
          stay_(options.stay), until_(SteadyClock::now() + request.deadline),
          late_text_(late_text(request.deadline)), on_record_(on_record) {}

    Result<void> send(const JobRequest& request) {
        return send_request(process_.channel(), request);
    }

    void end_because(FailKind kind, std::string text) {
        conversation_.end_because(kind, std::move(text));
        process_.kill();
    }

    Outcome run() {
        while (!step()) {
        }
        // What it left behind may hold the pipe open; what there is now is all.
        take_output();
        lines_.end();
        const auto end = process_.reap(HostChannel::Wait::Yes);
        return conversation_.finish(end.value_or(ChildEnd{}));
    }

  private:
    /// Waits for one thing; true once the process has ended.
    bool step() {
        std::array<pollfd, 3> fds{{{channel_open_ ? process_.channel().fd() : -1, POLLIN, 0},
                                   {process_.pidfd(), POLLIN, 0},
                                   {process_.output(), POLLIN, 0}}};
        const auto left = std::chrono::ceil<milliseconds>(until_ - SteadyClock::now()).count();
        const int ready = ::poll(fds.data(), fds.size(),
                                 static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
        const bool news = ready > 0 && (fds[0].revents != 0 || fds[1].revents != 0);
        if (!news && left <= 0) time_is_up();
        if (ready > 0 && fds[2].revents != 0) take_output();
        const bool ended = ready > 0 && fds[1].revents != 0;
        // Datagrams first, all of them: what came before a crash still counts.
        if (ended || (ready > 0 && fds[0].revents != 0)) drain();
        return ended;
    }

    void take_output() {
        if (process_.output() >= 0 && !lines_.take(process_.output())) process_.close_output();
    }

    void drain() {
        while (channel_open_) {
            auto message = process_.channel().receive(HostChannel::Wait::No);
            if (!message) {
                channel_open_ = false;
                end_because(FailKind::Garbled, message.error().text);
            } else if (message->got == HostChannel::Got::Message) {
                take(message->text);
            } else {
                channel_open_ = message->got != HostChannel::Got::End;
                return;
            }
        }
    }

    void take(std::string_view datagram) {
        const auto record = conversation_.take(datagram);
        if (!record) {
            channel_open_ = false;
            return process_.kill();
        }
        if (!*record) return;
        const auto* receipt = std::get_if<ReceiptRecord>(&**record);
        if (receipt != nullptr && receipt->resident) until_ = SteadyClock::now() + stay_;
        resident_ = resident_ || (receipt != nullptr && receipt->resident);
        if (is_an_answer(**record)) take_back();
        on_record_(**record);
    }

    /// As kithd does with an offer that was answered.
    void take_back() {
        if (!resident_ || std::exchange(asked_to_end_, true)) return;
        until_ = SteadyClock::now() + kEndGrace;
        late_text_ = "did not end when asked to";
        (void)process_.channel().send(word_line(Word::Withdraw), HostChannel::Wait::No);
    }

    void time_is_up() {
        if (resident_ && !asked_to_end_) {
            asked_to_end_ = true;
            until_ = SteadyClock::now() + kEndGrace;
            late_text_ = "did not end when asked to";
            if (process_.channel().send(word_line(Word::End), HostChannel::Wait::No)) return;
        }
        until_ = SteadyClock::now() + kEndGrace;
        end_because(FailKind::TimedOut, late_text_);
    }

    HostProcess process_;
    Conversation conversation_;
    Lines lines_;
    milliseconds stay_;
    SteadyClock::time_point until_;
    std::string late_text_;
    const std::function<void(const Record&)>& on_record_;
    bool channel_open_ = true;
    bool resident_ = false;
    bool asked_to_end_ = false;
};

Outcome not_started(std::string text) {
    Outcome out;
    out.kind = FailKind::NotStarted;
    out.text = std::move(text);
    return out;
}

} // namespace

Outcome run_job(const RunOptions& options, const JobRequest& request,
                const std::function<void(const Record&)>& on_record) {
    const auto started = SteadyClock::now();
    auto process = HostProcess::spawn(options.host, request.plugin,
                                      options.on_output ? Output::Piped : Output::Quiet);
    if (!process) return not_started(process.error().text);
    BlockingJob job(std::move(*process), options, request, on_record);
    // A host that died at once makes the send fail; how it ended says more than that.
    if (auto sent = job.send(request); !sent)
        job.end_because(FailKind::NotStarted, sent.error().text);
    auto outcome = job.run();
    outcome.took = std::chrono::duration_cast<milliseconds>(SteadyClock::now() - started);
    return outcome;
}

} // namespace kith::wire

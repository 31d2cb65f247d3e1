// SPDX-License-Identifier: MIT
#include "plugins/host/job.hpp"

#include <string>

#include "plugins/host/c_request.hpp"
#include "plugins/host/library.hpp"
#include "plugins/host/services.hpp"
#include "plugins/host/stay.hpp"

namespace kith::host {
namespace {

/// The plugin's side of one job.
class Job {
  public:
    Job(wire::HostChannel& channel, const wire::JobRequest& request)
        : channel_(channel), request_(request), services_(channel, request) {}

    int run(const JailPlan& plan) {
        const auto jail = enter_jail(plan);
        if (!jail) return give_up(wire::FailKind::Config, jail.error().text);
        services_.tell_confinement(*jail);
        try {
            return load_and_call();
        } catch (...) { // whatever it was, it came out of the plugin: nothing of ours throws there
            return give_up(wire::FailKind::Crashed, "threw an exception, which no plugin may");
        }
    }

  private:
    int give_up(wire::FailKind kind, std::string text) {
        services_.hand_in_result(false, kind, std::move(text));
        return 0;
    }

    int load_and_call() {
        auto plugin = load_library(request_.plugin);
        if (!plugin) return give_up(wire::FailKind::Unfit, plugin.error().text);
        plugin_ = *plugin;
        void* self = nullptr;
        if (plugin_.create(&services_.host(), request_.settings.c_str(), &self) != 0)
            return give_up(wire::FailKind::Temporary, "could not start and gave no reason");
        const bool ok = call(self);
        plugin_.destroy(self);
        if (!stay_broke_.empty()) return give_up(wire::FailKind::Temporary, stay_broke_);
        // A silent failure to deliver may have delivered: rather miss than repeat.
        const bool delivering = request_.call == wire::Call::Deliver;
        services_.hand_in_result(ok,
                                 delivering ? wire::FailKind::Unknown : wire::FailKind::Temporary,
                                 ok ? "" : "failed and gave no reason");
        return 0;
    }

    bool call(void* self) {
        const CRequest c(request_);
        switch (request_.call) {
        case wire::Call::Sense: return plugin_.sense(self, c.request()) == 0;
        case wire::Call::Plan: return plugin_.plan(self, c.request()) == 0;
        case wire::Call::Attend: return plugin_.attend(self, c.request()) == 0;
        case wire::Call::Know: return plugin_.know(self, c.request()) == 0;
        case wire::Call::Hold:
            if (!plugin_.hold || plugin_.hold(self, c.hold()) != 0) return false;
            services_.hand_in_receipt(false);
            return true;
        case wire::Call::Withdraw: return withdraw(self, c.nudge());
        case wire::Call::Deliver: break;
        }
        if (plugin_.deliver(self, c.nudge()) != 0) return false;
        services_.hand_in_receipt(services_.watch().has_value());
        return !services_.watch() || stay(self);
    }

    bool withdraw(void* self, const kith_nudge* nudge) {
        return !plugin_.withdraw || plugin_.withdraw(self, nudge) == 0;
    }

    /// Hears the person's answers until kithd or the plugin ends it.
    bool stay(void* self) {
        Stay waiting(services_, channel_.fd(), [this, self] { return listen(self); });
        if (waiting.run()) return true;
        stay_broke_ = waiting.why();
        return false;
    }

    /// False when kithd wants no more.
    bool listen(void* self) {
        const auto message = channel_.receive(wire::HostChannel::Wait::No);
        if (!message || message->got == wire::HostChannel::Got::End) return false;
        if (message->got == wire::HostChannel::Got::Nothing) return true;
        const auto word = wire::word_from_line(message->text);
        if (word != wire::Word::Withdraw) return false;
        auto order = request_;
        if (order.nudge) order.nudge->previous = services_.receipt();
        const CRequest c(order);
        (void)withdraw(self, c.nudge());
        return false;
    }

    wire::HostChannel& channel_;
    const wire::JobRequest& request_;
    Services services_;
    kith_plugin plugin_{};
    std::string stay_broke_; ///< why it could not go on being called
};

} // namespace

int run_job(wire::HostChannel& channel, const wire::JobRequest& request, const JailPlan& plan) {
    return Job(channel, request).run(plan);
}

} // namespace kith::host

// SPDX-License-Identifier: MIT
// What is out: kept before the person, and taken away.
#include <utility>

#include "daemon/loop/delivery.hpp"

namespace kith::daemon {

/// The more often, the longer it is left alone.
void Delivery::lose(const std::string& nudge) {
    const auto& o = life_.memory().outstanding;
    if (!o || o->nudge != nudge) return; // it is over: nothing is missing from before the person
    show_at_ = life_.now() + fleet::backoff(wire::FailKind::Absent, ++losses_);
    if (on_lost) on_lost();
}

void Delivery::show_outstanding(Showing showing) {
    const auto& o = *life_.memory().outstanding;
    const auto* instance = o.resident ? jobs_.instance(o.deliverer) : nullptr;
    if (instance) deliver(*instance, showing, {});
}

void Delivery::keep_shown(bool forced) {
    const auto& o = life_.memory().outstanding;
    if (!show_at_ || (o && !o->delivered_at)) return;
    show_at_.reset();
    if (o) show_outstanding(forced ? Showing::AgainForced : Showing::Again);
}

void Delivery::show_again() {
    const auto& o = life_.memory().outstanding;
    const auto* instance = o ? jobs_.instance(o->deliverer) : nullptr;
    if (!instance) return;
    if (const auto old = std::exchange(resident_, std::nullopt))
        (void)jobs_.fleet().tell(*old, wire::Word::End);
    deliver(*instance, Showing::Again, {});
}

void Delivery::take_down_late(fleet::TaskId task, policy::Outstanding nudge,
                              const std::string& deliverer, const wire::ReceiptRecord& receipt) {
    if (receipt.resident && jobs_.fleet().tell(task, wire::Word::Withdraw)) return;
    nudge.deliverer = deliverer;
    nudge.receipt = receipt.receipt;
    withdraw(nudge);
}

void Delivery::take_down(const policy::Outstanding& nudge) {
    if (resident_ && jobs_.fleet().tell(*resident_, wire::Word::Withdraw))
        resident_.reset();
    else
        withdraw(nudge);
}

void Delivery::withdraw(const policy::Outstanding& nudge) {
    const auto* instance = nudge.receipt.empty() ? nullptr : jobs_.instance(nudge.deliverer);
    if (!instance) return;
    auto request = jobs_.request(*instance, wire::Call::Withdraw);
    wire::NudgeOrder order;
    order.id = nudge.nudge;
    order.connection = nudge.connection;
    order.title = nudge.title;
    order.previous = nudge.receipt;
    request.nudge = std::move(order);
    (void)jobs_.submit(*instance, std::move(request), {});
}

} // namespace kith::daemon

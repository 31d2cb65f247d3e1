// SPDX-License-Identifier: MIT
#include "daemon/loop/delivery.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/log.hpp"
#include "base/random.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/steps.hpp"
#include "core/words/compose.hpp"
#include "core/words/labels.hpp"

namespace kith::daemon {
namespace {

constexpr auto kAgain = std::chrono::minutes{2};
constexpr auto kInTheWay = std::chrono::minutes{10};
constexpr auto kPutOff = "put_off"; ///< in the ledger: the nudge that surely has not arrived yet

/// The first address *Say hi* can open.
std::optional<std::string> first_uri(const Connection& c) {
    for (const auto& address : c.addresses)
        if (auto uri = open_uri(address); !uri.empty()) return uri;
    return std::nullopt;
}

} // namespace

wire::NudgeOrder Delivery::order(const PluginInstance& to, bool again) const {
    const auto& o = *life_.memory().outstanding;
    wire::NudgeOrder out;
    out.id = o.nudge;
    out.connection = o.connection;
    out.title = o.title;
    out.body = o.body;
    out.step = o.step;
    out.ask_first = o.sight != Sight::Seen;
    out.replaces = again;
    out.expires = o.delivered_at.value_or(life_.now()) +
                  policy::from_hours(life_.settings().response.expire_h);
    if (!o.receipt.empty()) out.previous = o.receipt;
    bool has_smaller = false;
    if (const auto i = life_.goals().find(o.connection)) {
        const auto& goal = life_.goals().all[*i];
        out.open_uri = first_uri(*goal.connection);
        out.discreet = goal.connection->discreet;
        if (out.discreet && others_may_see(to)) {
            out.open_uri.reset();
            // A label names nobody but to whom it was told.
            if (goal.connection->label.empty()) {
                auto words = words::discreet(life_.words(), o.nudge);
                out.title = std::move(words.title);
                out.body = std::move(words.body);
            }
        }
        const auto* step = policy::find_step(goal, o.step);
        has_smaller = step && policy::smaller_step(goal, *step);
    }
    for (const auto& label : words::labels(life_.words(), o.sight, has_smaller))
        out.answers.push_back({std::string{label.answer}, std::string{label.text}});
    out.reply_with = words::reply_with(life_.words());
    return out;
}

void Delivery::note(EventKind kind, const std::string& deliverer, const std::string& receipt,
                    bool resident) {
    if (!life_.memory().outstanding) return;
    Event e;
    e.kind = kind;
    e.at = life_.now();
    e.connection = life_.memory().outstanding->connection;
    e.nudge = life_.memory().outstanding->nudge;
    e.deliverer = deliverer;
    e.receipt = receipt;
    e.resident = resident;
    // From here on it may arrive, whatever was known of an earlier try.
    const auto handing = [&](ledger::Change& change) {
        if (kind == EventKind::Handing) change.keep(kPutOff, "");
    };
    (void)life_.commit({e}, {}, handing); // that the disk refuses is said where it begins
}

void Delivery::finish(Handed how) {
    const auto done = done_;
    if (!try_at_) done_ = nullptr;
    if (done) done(how);
}

void Delivery::hand_over(Instant until, std::function<void(Handed)> done) {
    done_ = std::move(done);
    until_ = until;
    busy_.reset();
    try_at_.reset();
    hand_to(0);
}

std::optional<Instant> Delivery::next_try() const { return try_at_; }

bool Delivery::put_off() {
    const auto* instance = busy_ ? jobs_.instance(life_.settings().deliver[*busy_]) : nullptr;
    if (!instance) return false;
    const auto* health = jobs_.fleet().health(instance->id, wire::Call::Deliver);
    const auto at = health && health->retry_at ? *health->retry_at : life_.now() + kAgain;
    if (at >= until_) return false;
    try_at_ = at;
    put_off_ = life_.memory().outstanding->nudge;
    return true;
}

void Delivery::keep_put_off() {
    (void)life_.commit({}, {}, [&](ledger::Change& change) { change.keep(kPutOff, put_off_); });
}

void Delivery::give_up() {
    const auto about = life_.memory().outstanding ? life_.memory().outstanding->connection : "";
    note(EventKind::Failed);
    log_event(Level::Notice, episode::kNotDelivered, {{"connection", life_.alias(about)}});
}

void Delivery::try_again(bool may) {
    const auto now = life_.now();
    if (!try_at_ || now < *try_at_) return;
    const auto& o = life_.memory().outstanding;
    if (!o || o->nudge != put_off_) { // withdrawn meanwhile
        try_at_.reset();
    } else if (now >= until_) {
        try_at_.reset();
        give_up();
    } else if (!may) {
        try_at_ = std::min(now + kInTheWay, until_);
    } else {
        try_at_.reset();
        // Edited meanwhile, there may be fewer: the first then asks anew.
        const auto from = std::exchange(busy_, std::nullopt).value_or(0);
        hand_to(from < life_.settings().deliver.size() ? from : 0);
    }
}

void Delivery::hand_to(std::size_t index) {
    if (!life_.memory().outstanding) return finish(Handed::Failed);
    const auto& names = life_.settings().deliver;
    if (names.empty()) { // only kithd --once comes here with none: what it prints is the offer
        note(EventKind::Delivered);
        return finish(Handed::Delivered);
    }
    if (index >= names.size()) {
        if (put_off()) return finish(Handed::PutOff);
        give_up();
        return finish(Handed::Failed);
    }
    const auto* instance = jobs_.instance(names[index]);
    if (!instance) return hand_to(index + 1);
    const auto before = life_.memory().outstanding->nudge;
    note(EventKind::Handing, instance->id);
    // What could not be written down must not happen.
    if (!life_.remembers()) return finish(Handed::Failed);
    deliver(*instance, false, [this, index, before](const wire::Outcome& outcome) {
        const auto& o = life_.memory().outstanding;
        if (!o || o->nudge != before || o->delivered_at) return finish(Handed::Delivered);
        failed_at(index, outcome);
    });
}

void Delivery::failed_at(std::size_t index, const wire::Outcome& outcome) {
    if (wire::may_have_arrived(outcome)) {
        note(EventKind::Unknown);
        return finish(Handed::Unknown);
    }
    if (outcome.kind == wire::FailKind::Temporary && !busy_) busy_ = index;
    hand_to(index + 1);
}

void Delivery::deliver(const PluginInstance& instance, bool again,
                       const std::function<void(const wire::Outcome&)>& failed) {
    auto request = jobs_.request(instance, wire::Call::Deliver);
    request.nudge = order(instance, again);
    const auto nudge = request.nudge->id;
    const auto id = instance.id;
    auto task = std::make_shared<fleet::TaskId>(0);
    const auto heard = std::make_shared<bool>(false);
    fleet::JobCallbacks callbacks;
    callbacks.on_record = [this, id, nudge, again, task, heard](const wire::Record& record) {
        if (const auto* receipt = std::get_if<wire::ReceiptRecord>(&record)) {
            if (receipt->resident) {
                resident_ = *task;
                lost_ = false;
            }
            const auto& o = life_.memory().outstanding;
            const bool open = o && o->nudge == nudge;
            if (open && (!again || receipt->receipt != o->receipt))
                note(EventKind::Delivered, id, receipt->receipt, receipt->resident);
            if (!again) finish(Handed::Delivered);
        } else if (const auto* answer = std::get_if<wire::AnswerRecord>(&record)) {
            *heard = true;
            const auto about = answer->nudge.empty() ? nudge : answer->nudge;
            // Who answers has it before them, whatever becomes of the job's receipt.
            const auto& o = life_.memory().outstanding;
            if (o && o->nudge == about && about == nudge && !o->delivered_at)
                note(EventKind::Delivered, id);
            if (on_answer) on_answer(about, answer->answer);
            if (!again) finish(Handed::Delivered);
        }
    };
    callbacks.on_done = [this, failed, task, heard, again](const wire::Outcome& outcome) {
        const bool was_shown = resident_ == *task;
        if (was_shown) resident_.reset();
        if ((was_shown && !*heard) || (again && !outcome.delivered)) lost_ = true;
        if (!outcome.delivered && failed) failed(outcome);
    };
    const auto submitted = jobs_.submit(instance, std::move(request), std::move(callbacks));
    if (submitted) {
        *task = *submitted;
        return;
    }
    lost_ = lost_ || again;
    wire::Outcome refused;
    refused.kind = wire::FailKind::NotStarted;
    refused.text = submitted.error().text;
    if (failed) failed(refused);
}

void Delivery::resume() {
    const auto& o = life_.memory().outstanding;
    if (!o) return;
    if (!o->delivered_at) {
        if (life_.ledger().kept(kPutOff) != o->nudge) return note(EventKind::Unknown);
        const auto slot = life_.slots().slot_at(o->slot);
        until_ = slot ? slot->end : o->slot;
        put_off_ = o->nudge;
        try_at_ = life_.now();
        return;
    }
    const auto* instance = o->resident ? jobs_.instance(o->deliverer) : nullptr;
    if (instance) deliver(*instance, true, {});
}

void Delivery::keep_shown() {
    if (!lost_ || !life_.memory().outstanding || !life_.memory().outstanding->delivered_at) return;
    lost_ = false;
    resume();
}

void Delivery::show_again() {
    const auto& o = life_.memory().outstanding;
    const auto* instance = o ? jobs_.instance(o->deliverer) : nullptr;
    if (!instance) return;
    if (const auto old = std::exchange(resident_, std::nullopt))
        (void)jobs_.fleet().tell(*old, wire::Word::End);
    deliver(*instance, true, {});
}

void Delivery::take_down(const policy::Outstanding& nudge) {
    if (resident_ && jobs_.fleet().tell(*resident_, wire::Word::Withdraw)) {
        resident_.reset();
        return;
    }
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

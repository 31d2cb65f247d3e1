// SPDX-License-Identifier: MIT
#include "daemon/loop/delivery.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/log.hpp"
#include "base/random.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/steps.hpp"
#include "core/words/labels.hpp"
#include "daemon/loop/discreet_words.hpp"

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
    if (const auto i = life_.goals().find(o.connection)) {
        const auto& goal = life_.goals().all[*i];
        out.open_uri = first_uri(*goal.connection);
        out.discreet = goal.connection->discreet;
        if (out.discreet && others_may_see(to)) {
            out.open_uri.reset();
            // A label names nobody but to whom it was told.
            if (goal.connection->label.empty()) {
                auto words = discreet_words(life_, o.nudge);
                out.title = std::move(words.title);
                out.body = std::move(words.body);
            }
        }
    }
    const bool is_ritual = !policy::ritual_of(o.occasion).empty();
    if (is_ritual) { // there is nobody to say hi to
        out.open_uri.reset();
        out.ask_first = false;
    }
    for (const auto& label :
         is_ritual ? words::ritual_labels(life_.words(), policy::is_ritual_question(o.occasion))
                   : words::labels(life_.words(), o.sight,
                                   policy::may_be_smaller(life_.goals(), o.connection, o.step)))
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
    if (life_.commit({e}, {}, handing)) return unsaid_.reset();
    // Where the disk refuses, nobody is called, and so it surely reached nobody.
    if (kind == EventKind::Handing) e.kind = EventKind::Failed;
    unsaid_ = std::move(e);
}

void Delivery::say_unsaid() {
    const auto& o = life_.memory().outstanding;
    const bool open = unsaid_ && o && o->nudge == unsaid_->nudge;
    if (!open || life_.commit({*unsaid_}, {})) unsaid_.reset();
}

void Delivery::finish(Handed how) {
    const auto done = done_;
    if (!try_at_) done_ = nullptr;
    if (done) done(how);
}

void Delivery::hand_over(Instant until, std::function<void(Handed)> done) {
    done_ = std::move(done);
    until_ = until;
    asked_.clear();
    busy_.reset();
    try_at_.reset();
    unsaid_.reset();
    show_at_.reset();
    losses_ = 0;
    if (!life_.settings().deliver.empty()) return hand_on();
    note(EventKind::Delivered); // only kithd --once comes here: what it prints is the offer
    finish(Handed::Delivered);
}

std::optional<Instant> Delivery::next_try() const { return try_at_; }

bool Delivery::put_off() {
    if (!busy_) return false;
    const auto* health = jobs_.fleet().health(*busy_, wire::Call::Deliver);
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
        // From the one that asked for it on; where it is taken out of `deliver`, all anew.
        const auto& names = life_.settings().deliver;
        const auto from = std::exchange(busy_, std::nullopt).value_or(std::string{});
        const bool stays = std::ranges::find(names, from) != names.end();
        asked_.erase(stays ? std::ranges::find(asked_, from) : asked_.begin(), asked_.end());
        hand_on();
    }
}

const PluginInstance* Delivery::next_to_ask() const {
    for (const auto& id : life_.settings().deliver) {
        if (std::ranges::find(asked_, id) != asked_.end()) continue;
        if (const auto* instance = jobs_.instance(id)) return instance;
    }
    return nullptr;
}

void Delivery::hand_on() {
    if (!life_.memory().outstanding) return finish(Handed::Failed);
    const auto* instance = next_to_ask();
    if (!instance) {
        if (put_off()) return finish(Handed::PutOff);
        give_up();
        return finish(Handed::Failed);
    }
    asked_.push_back(instance->id);
    const auto before = life_.memory().outstanding->nudge;
    note(EventKind::Handing, instance->id);
    // What could not be written down must not happen.
    if (!life_.remembers()) return finish(Handed::Failed);
    deliver(*instance, Showing::First,
            [this, id = instance->id, before](const wire::Outcome& outcome) {
                const auto& o = life_.memory().outstanding;
                // What is unsaid here is that it was delivered.
                if (!o || o->nudge != before || o->delivered_at || unsaid_)
                    return finish(Handed::Delivered);
                failed_at(id, outcome);
            });
}

void Delivery::failed_at(const std::string& instance, const wire::Outcome& outcome) {
    if (wire::may_have_arrived(outcome)) {
        note(EventKind::Unknown);
        return finish(Handed::Unknown);
    }
    if (outcome.kind == wire::FailKind::Temporary && !busy_) busy_ = instance;
    hand_on();
}

void Delivery::deliver(const PluginInstance& instance, Showing showing,
                       const std::function<void(const wire::Outcome&)>& failed) {
    const bool again = showing != Showing::First;
    auto request = jobs_.request(instance, wire::Call::Deliver);
    request.nudge = order(instance, again);
    const auto nudge = request.nudge->id;
    const auto given = *life_.memory().outstanding;
    const auto id = instance.id;
    auto task = std::make_shared<fleet::TaskId>(0);
    const auto heard = std::make_shared<bool>(false);
    fleet::JobCallbacks callbacks;
    callbacks.hears_answers = true;
    callbacks.on_record = [this, id, nudge, given, again, task, heard](const wire::Record& record) {
        if (const auto* receipt = std::get_if<wire::ReceiptRecord>(&record)) {
            const auto& o = life_.memory().outstanding;
            const bool open = o && o->nudge == nudge;
            if (!open) {
                take_down_late(*task, given, id, *receipt);
            } else if (receipt->resident) {
                resident_ = *task;
                show_at_.reset();
            }
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
    callbacks.on_done = [this, nudge, failed, task, heard, again](const wire::Outcome& outcome) {
        const bool was_shown = resident_ == *task;
        if (was_shown) resident_.reset();
        if ((was_shown && !*heard) || (again && !outcome.delivered)) lose(nudge);
        if (!outcome.delivered && failed) failed(outcome);
    };
    const auto submitted = jobs_.submit(instance, std::move(request), std::move(callbacks),
                                        showing == Showing::AgainForced);
    if (submitted) {
        *task = *submitted;
        return;
    }
    if (again) lose(nudge);
    wire::Outcome refused;
    refused.kind = wire::FailKind::NotStarted;
    refused.text = submitted.error().text;
    if (failed) failed(refused);
}

void Delivery::resume() {
    const auto& o = life_.memory().outstanding;
    if (!o) return;
    if (!o->delivered_at) {
        if (life_.ledger().read_kept(kPutOff).value_or("") != o->nudge)
            return note(EventKind::Unknown);
        const auto slot = life_.slots().slot_at(o->slot);
        until_ = slot ? slot->end : o->slot;
        put_off_ = o->nudge;
        try_at_ = life_.now();
        return;
    }
    show_outstanding(Showing::Again);
}

} // namespace kith::daemon

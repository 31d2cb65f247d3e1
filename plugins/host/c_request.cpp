// SPDX-License-Identifier: MIT
#include "plugins/host/c_request.hpp"

namespace kith::host {
namespace {

std::int64_t seconds(Instant at) { return at.time_since_epoch().count(); }

const char* optional(const std::optional<std::string>& text) {
    return text ? text->c_str() : nullptr;
}
const char* or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

} // namespace

CRequest::CRequest(const wire::JobRequest& from) {
    fill_addresses(from);
    request_.struct_size = sizeof request_;
    request_.address_count = static_cast<std::uint32_t>(addresses_.size());
    request_.addresses = addresses_.data();
    // What is read on from an old cursor alone lacks whoever belonged to nobody then.
    request_.cursor = from.anew ? nullptr : optional(from.cursor);
    request_.last_cursor = optional(from.cursor);
    request_.since = seconds(from.since);
    request_.until = seconds(from.until);
    request_.now = seconds(from.now);
    request_.zone = from.zone.c_str();
    nudge_.struct_size = sizeof nudge_;
    hold_.struct_size = sizeof hold_;
    if (from.nudge) fill_nudge(*from.nudge);
    if (from.hold) {
        hold_.remove = from.hold->remove ? 1U : 0U;
        hold_.from = seconds(from.hold->from);
        hold_.to = seconds(from.hold->to);
        hold_.id = from.hold->id.c_str();
        hold_.title = from.hold->title.c_str();
        hold_.previous = optional(from.hold->previous);
    }
}

const char* const* CRequest::list(const std::vector<std::string>& texts) {
    auto pointers = std::make_unique<std::vector<const char*>>();
    for (const auto& text : texts) pointers->push_back(text.c_str());
    pointers->push_back(nullptr);
    lists_.push_back(std::move(pointers));
    return lists_.back()->data();
}

void CRequest::fill_addresses(const wire::JobRequest& from) {
    for (const auto& a : from.addresses) {
        kith_address out{};
        out.struct_size = sizeof out;
        out.is_self = a.is_self ? 1U : 0U;
        out.connection = or_null(a.connection);
        out.address = or_null(a.address);
        out.also_called = list(a.also_called);
        addresses_.push_back(out);
    }
}

void CRequest::fill_nudge(const wire::NudgeOrder& order) {
    for (const auto& choice : order.answers) {
        answers_.push_back(choice.answer);
        labels_.push_back(choice.label);
    }
    nudge_.ask_first = order.ask_first ? 1U : 0U;
    nudge_.replaces = order.replaces ? 1U : 0U;
    nudge_.discreet = order.discreet ? 1U : 0U;
    nudge_.expires = seconds(order.expires);
    nudge_.id = order.id.c_str();
    nudge_.connection = order.connection.c_str();
    nudge_.title = order.title.c_str();
    nudge_.body = order.body.c_str();
    nudge_.step = order.step.c_str();
    nudge_.open_uri = optional(order.open_uri);
    nudge_.answers = list(answers_);
    nudge_.labels = list(labels_);
    nudge_.previous = optional(order.previous);
    nudge_.reply_with = or_null(order.reply_with);
}

} // namespace kith::host

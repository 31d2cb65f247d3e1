// SPDX-License-Identifier: MIT
#include "daemon/fleet/batch.hpp"

#include <utility>

namespace kith::fleet {

void BatchCollector::take(const wire::Record& record) {
    if (const auto* touchpoint = std::get_if<wire::TouchpointRecord>(&record)) {
        batch_.touchpoints.push_back(*touchpoint);
        if (is_piece()) hand_on_piece();
    } else if (const auto* gone = std::get_if<wire::RetractRecord>(&record)) {
        // A batch takes back first and records then.
        std::erase_if(batch_.touchpoints, [&](const auto& each) { return each.ref == gone->ref; });
        batch_.retracted.push_back(gone->ref);
        if (is_piece()) hand_on_piece();
    } else if (const auto* reply = std::get_if<wire::ReplyRecord>(&record)) {
        batch_.replies.push_back(*reply);
    } else if (const auto* coverage = std::get_if<wire::CoverageRecord>(&record)) {
        batch_.coverage = *coverage;
    } else if (const auto* cursor = std::get_if<wire::CursorRecord>(&record)) {
        batch_.cursor = cursor->cursor;
        hand_on();
    }
}

void BatchCollector::finish(const wire::Outcome& outcome) {
    if (outcome.ok() && (!batch_.touchpoints.empty() || !batch_.retracted.empty() ||
                         !batch_.replies.empty() || batch_.coverage))
        hand_on();
    batch_ = {};
}

bool BatchCollector::is_piece() const {
    return batch_.touchpoints.size() + batch_.retracted.size() >= kPiece;
}

/// Coverage waits: it may only be claimed together with all it covers.
void BatchCollector::hand_on_piece() {
    auto coverage = std::exchange(batch_.coverage, std::nullopt);
    hand_on();
    batch_.coverage = std::move(coverage);
}

void BatchCollector::hand_on() { commit_(std::exchange(batch_, {})); }

} // namespace kith::fleet

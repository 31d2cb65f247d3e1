// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/policy/life.hpp"
#include "core/words/people.hpp"
#include "core/words/replies.hpp"
#include "daemon/loop/answers.hpp"

namespace kith::daemon {

/// What the person wrote back to an offer, where it was delivered: understood as the command it
/// stands for, given when it was written. One that says nothing of it (of one's days, of somebody
/// else) is an answer all the same, so the offer is over and costs nothing. A name nobody is sure
/// of is asked back once, by whoever brought the offer.
class WrittenAnswers {
  public:
    WrittenAnswers(Life& life, Jobs& jobs, Answers& answers)
        : life_(life), jobs_(jobs), answers_(answers) {}

    /// Reading the same again does no harm. An error where the ledger refuses: then it has to be
    /// read again.
    Result<void> take(const wire::ReplyRecord& reply);

  private:
    Result<void> log(const wire::ReplyRecord& reply, const words::ReplyMeaning& meaning,
                     const policy::Target& target);
    Result<void> take_days(words::DayWord days, const wire::ReplyRecord& reply, Instant at);
    /// When it was written: not before the offer, and not ahead.
    [[nodiscard]] Instant written_at(const wire::ReplyRecord& reply,
                                     const policy::Target& target) const;
    /// The id of whom an offer is about; empty where it is not about one person alone.
    [[nodiscard]] std::string offered(const policy::Target& target) const;
    Result<void> ask_back(const policy::Target& target, const words::People& people);
    /// The deliverer that brought the offer; null where it is configured no more.
    [[nodiscard]] const PluginInstance* brought_by(const policy::Target& target) const;
    /// What was said is in the ledger, or changes nothing; then the nudge it answers passes.
    [[nodiscard]] Result<void> taken(const std::string& nudge, const Result<std::string>& said);
    /// Whether `what` stands in the ledger under `key`.
    [[nodiscard]] Result<bool> is_noted(const std::string& key, const std::string& what) const;
    Result<void> note(const std::string& key, const std::string& what);

    Life& life_;
    Jobs& jobs_;
    Answers& answers_;
};

} // namespace kith::daemon

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "wire/outcome.hpp"
#include "wire/record.hpp"

namespace kith::fleet {

/// What the ledger takes in one transaction.
struct Batch {
    std::vector<wire::TouchpointRecord> touchpoints;
    std::vector<std::string> retracted; ///< refs; what is told again comes after them
    std::vector<wire::ReplyRecord> replies;
    std::optional<wire::CoverageRecord> coverage;
    std::optional<std::string> cursor;
};

/// Turns the records of a sense job into batches. A cursor commits what came before it; a long run
/// without one is handed on in pieces, which is safe because recording twice is once. What is left
/// when a job fails is dropped: its cursor did not move, so the next job brings it again.
class BatchCollector {
  public:
    static constexpr std::size_t kPiece = 1000;

    explicit BatchCollector(std::function<void(Batch)> commit) : commit_(std::move(commit)) {}

    void take(const wire::Record& record);
    void finish(const wire::Outcome& outcome);

  private:
    [[nodiscard]] bool is_piece() const;
    void hand_on_piece();
    void hand_on();

    std::function<void(Batch)> commit_;
    Batch batch_;
};

} // namespace kith::fleet

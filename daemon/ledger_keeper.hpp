// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "daemon/ledger/ledger.hpp"
#include "daemon/life/ailment.hpp"
#include "daemon/life/life.hpp"
#include "daemon/loop/troubles.hpp"

namespace kith::daemon {

/// Opens the ledger and hands it to the life; knows whether it is open, what of it was lost, and
/// whether it is still in its place, and tells of each in the journal and in `kith status`.
/// Outlives the life, which borrows what is open.
class LedgerKeeper {
  public:
    LedgerKeeper(std::filesystem::path dir, const Clock& clock, Life& life)
        : dir_(std::move(dir)), clock_(clock), life_(life) {}

    /// Nothing when it is open; then the life has it.
    std::optional<ledger::Refusal> open();
    /// The life has none until the next open().
    void close();
    [[nodiscard]] bool is_open() const { return ledger_ != nullptr; }
    /// Another daemon has it.
    [[nodiscard]] bool waits_for_other() const { return waits_for_other_; }

    /// Of a ledger that was lost in part: goes on from its copy, from what `glance.json` keeps
    /// apart. True once nothing of it is left to do; false where the disk refuses.
    bool deal_with_loss(Troubles& troubles);
    [[nodiscard]] bool loss_waits() const { return loss_waits_; }

    /// It is not in its place any more: called once, and another is to open what is there now.
    std::function<void()> on_moved;
    [[nodiscard]] bool is_moved() const { return is_moved_; }
    /// Sees whether it is in its place; where not, all follows that follows from a refusal.
    void look_after();
    /// What must not be lost of one that was moved; `glance` as it was kept last.
    void leave(std::string_view glance);

    /// Why nothing is open, or why the life does not remember.
    [[nodiscard]] std::string why_not() const;
    /// Why nothing is open, or empty.
    [[nodiscard]] const std::string& refusal() const { return refusal_; }
    /// What opening found, and what is not well with it now; `lacks` says that what is in its hands
    /// could not be remembered in full.
    [[nodiscard]] std::vector<Ailment> found() const;
    [[nodiscard]] std::vector<Ailment> health(bool lacks) const;

  private:
    std::filesystem::path dir_;
    const Clock& clock_;
    Life& life_;
    std::unique_ptr<ledger::Ledger> ledger_;
    std::string refusal_; ///< why there is none
    bool waits_for_other_ = false;
    bool is_newer_ = false;   ///< it was written by a newer Kith
    std::string note_;        ///< what opening found
    bool is_copy_ = false;    ///< part of it was lost, and that has not been dealt with
    bool loss_waits_ = false; ///< nor could be: it is tried again
    bool is_moved_ = false;
};

} // namespace kith::daemon

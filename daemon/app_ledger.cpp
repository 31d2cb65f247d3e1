// SPDX-License-Identifier: MIT
// What follows where part of the ledger was lost, or all of it is not in its place any more.
#include <utility>

#include "base/files.hpp"
#include "base/log.hpp"
#include "core/policy/glance.hpp"
#include "daemon/app.hpp"
#include "daemon/ledger/loss.hpp"

namespace kith::daemon {
namespace {

constexpr std::size_t kMaxGlance = std::size_t{16} * 1024 * 1024;

} // namespace

bool App::deal_with_loss() {
    const auto deal = [this] {
        if (!is_copy_ && !ledger_->is_put_back()) return true;
        const auto file = state_dir_ / policy::kGlanceFile;
        const auto glance = read_file(file, kMaxGlance);
        std::error_code error;
        // Whom it keeps apart has to be known first.
        if (!glance && std::filesystem::exists(file, error)) return false;
        if (is_copy_) {
            troubles_.note_memory_lost();
            if (!life_.remembers()) return false;
        }
        return life_.go_on_from_copy(glance.value_or("")).has_value();
    };
    try {
        loss_waits_ = !deal();
    } catch (const ledger::SqlError&) {
        loss_waits_ = true;
    }
    if (loss_waits_) return false;
    // Last: cut off before this, the next start does all of it once more.
    if (std::exchange(is_copy_, false)) ledger::drop_loss(state_dir_);
    return true;
}

void App::look_after_ledger() {
    // A change is refused then, and all that follows from a refusal does.
    if (ledger_ && !ledger_->is_in_place()) (void)life_.commit({}, {});
}

/// What is known here, that ledger alone knew: another App begins with what is there now.
void App::ledger_moved() {
    if (std::exchange(ledger_moved_, true)) return;
    log_event(Level::Error, "the ledger is not in its place any more, and is opened anew");
    loop_.post([this] {
        // The folder may be gone as well: whom it kept apart is to stay so.
        if (ledger_ && make_private_dir(state_dir_) && ledger_->leave() && !glance_.empty())
            (void)atomic_write(state_dir_ / policy::kGlanceFile, glance_);
        begins_anew_ = true;
        loop_.exit(0);
    });
}

void App::stop() {
    begins_anew_ = false;
    (void)held_.again(); // the last time: once the loop is over, nothing can be tried again
    loop_.exit(0);
}

} // namespace kith::daemon

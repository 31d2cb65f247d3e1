// SPDX-License-Identifier: MIT
#include "daemon/ledger_keeper.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/log.hpp"
#include "core/policy/glance.hpp"
#include "daemon/ledger/loss.hpp"
#include "daemon/secrets/sentences.hpp"

namespace kith::daemon {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxGlance = std::size_t{16} * 1024 * 1024;

} // namespace

std::optional<ledger::Refusal> LedgerKeeper::open() {
    auto opened = ledger::Ledger::open(dir_, clock_.now());
    if (!opened) {
        const auto& refused = opened.error();
        if (refusal_ != refused.text && refused.taken)
            log_event(Level::Notice, "this one waits", {{"why", refused.text}});
        else if (refusal_ != refused.text)
            log_event(Level::Error, episode::kLedgerRefuses, {{"why", refused.text}});
        refusal_ = refused.text;
        waits_for_other_ = refused.taken;
        is_newer_ = !refused.may_pass && !refused.taken;
        return refused;
    }
    waits_for_other_ = is_newer_ = false;
    if (!std::exchange(refusal_, {}).empty()) log_event(Level::Notice, episode::kLedgerTakes);
    if (!opened->note.empty()) {
        note_ = opened->note;
        is_copy_ = true;
        log_event(Level::Error, episode::kLedgerLost, {{"why", note_}});
    }
    ledger_ = std::move(opened->ledger);
    ledger_->on_moved = [this] {
        if (std::exchange(is_moved_, true)) return;
        log_event(Level::Error, "the ledger is not in its place any more, and is opened anew");
        if (on_moved) on_moved();
    };
    life_.use(*ledger_);
    return std::nullopt;
}

void LedgerKeeper::close() {
    life_.let_go();
    ledger_.reset();
}

bool LedgerKeeper::deal_with_loss(Troubles& troubles) {
    const auto deal = [&] {
        if (!is_copy_ && !ledger_->is_put_back()) return true;
        const auto file = dir_ / policy::kGlanceFile;
        const auto glance = read_file(file, kMaxGlance);
        std::error_code error;
        // Whom it keeps apart has to be known first.
        if (!glance && std::filesystem::exists(file, error)) return false;
        if (is_copy_) {
            troubles.note_memory_lost();
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
    if (std::exchange(is_copy_, false)) ledger::drop_loss(dir_);
    return true;
}

void LedgerKeeper::look_after() {
    if (ledger_ && !ledger_->is_in_place()) (void)life_.commit({}, {});
}

void LedgerKeeper::leave(std::string_view glance) {
    // The folder may be gone as well: whom it kept apart is to stay so.
    if (ledger_ && make_private_dir(dir_) && ledger_->leave() && !glance.empty())
        (void)atomic_write(dir_ / policy::kGlanceFile, glance);
}

std::string LedgerKeeper::why_not() const {
    if (!refusal_.empty()) return refusal_;
    if (!life_.remembers()) return life_.trouble();
    return "the disk does not take or give all of it";
}

std::vector<Ailment> LedgerKeeper::found() const {
    std::vector<Ailment> out;
    if (!note_.empty()) out.push_back(with_its_own("Ledger: " + note_ + "."));
    if (const auto unread = life_.unread(); unread > 0)
        out.push_back(ailment(
            fmt::format("Ledger: {} of its entries cannot be read and {} passed over; an offer "
                        "among them stays spent",
                        unread, unread == 1 ? "is" : "are"),
            typed({"ls", (dir_ / "backups").string()}), "shows the copies of earlier weeks"));
    return out;
}

std::vector<Ailment> LedgerKeeper::health(bool lacks) const {
    if (is_moved_)
        return {ailment("Ledger: it is not in its place any more; Kith opens what is there now and "
                        "goes on from that",
                        typed({"ls", dir_.string()}), "shows what is there")};
    if (waits_for_other_)
        return {ailment("Ledger: " + refusal_ + ". Once that one has ended, this one goes on",
                        "pgrep -a kithd", "shows it")};
    std::error_code unknown;
    if (!refusal_.empty() && fs::is_symlink(fs::symlink_status(dir_ / "ledger.db", unknown)))
        return {ailment("Ledger: " + refusal_ + ". Nothing is offered until then",
                        typed({"ls", "-ld", (dir_ / "ledger.db").string()}),
                        "shows where it leads")};
    if (is_newer_)
        return {ailment("Ledger: " + refusal_, "systemctl --user restart kithd",
                        "starts the Kith that is installed now")};
    if (refusal_.empty() && life_.is_damaged())
        return {ailment("Ledger: part of the file could not be read. As it starts, Kith looks "
                        "through it, sets a damaged one aside and goes on from its copy",
                        "systemctl --user restart kithd", "starts it again")};
    if (refusal_.empty() && life_.remembers() && !lacks && !loss_waits_) return {};
    return {ailment(
        fmt::format("Ledger: {}; nothing is offered until it can be remembered. With room on the "
                    "disk and {} yours to write, Kith goes on by itself",
                    why_not(), dir_.string()),
        typed({"df", "-h", dir_.string()}), "shows the room")};
}

} // namespace kith::daemon

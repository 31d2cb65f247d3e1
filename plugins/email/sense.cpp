// SPDX-License-Identifier: MIT
#include "plugins/email/sense.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plugins/email/folder_choice.hpp"
#include "plugins/email/folder_trouble.hpp"
#include "plugins/email/mail_taker.hpp"
#include "plugins/email/mailbox_reader.hpp"
#include "plugins/email/mailbox_turns.hpp"
#include "plugins/email/reply_opener.hpp"
#include "plugins/email/search_keys.hpp"

namespace kith::email {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience{20'000}; // a server that says nothing for so long is gone
constexpr milliseconds kLastWords{1'500};
constexpr milliseconds kTimeToStop{5'000}; // kept for a piece under way, and to end in good order
/// Folders that may be asked for one by one: with login and goodbye it is six commands.
constexpr std::size_t kFew = 3;
constexpr std::int64_t kListAgain = 86'400;
/// SEARCH goes by the server's days, and a Date up to a day later than INTERNALDATE counts.
constexpr int kSlackDays = 2;

class SenseRun {
  public:
    SenseRun(const plugin::Host& host, const plugin::Request& request, const MailSettings& settings)
        : host_(host), request_(request), settings_(settings),
          people_(people_of(request, settings)), taker_(host, request, people_, settings),
          cursor_(SenseCursor::from(request.last_cursor, fingerprint_of(people_, settings),
                                    request.since)),
          connection_(
              endpoint(), [this] { return time_left(); }, kPatience),
          session_(connection_),
          reader_(session_, cursor_,
                  people_.open() ? std::vector<std::string>{} : all_keys(request, settings),
                  way_to_read(request, settings), request.now, steps()),
          folders_(session_, settings, cursor_, trouble_),
          replies_(host, session_, taker_, cursor_, request.now,
                   {[this] { keep(); },
                    [this](MailboxProgress& box, Uid uid) { give_up_on(box, uid); }}) {}

    void run() {
        cursor_.login_command = connection_.took_login_command();
        const bool is_first = cursor_.mailboxes.empty();
        const bool once_a_day = is_first || request_.now >= cursor_.listed + kListAgain ||
                                request_.now < cursor_.listed;
        if (once_a_day) folders_.choose(request_.now);
        bool in_time = look();
        while (in_time && folders_.would_choose_again()) {
            folders_.choose(request_.now);
            in_time = look();
        }
        if (in_time) look_again(once_a_day && !is_first);
        finish(in_time);
    }

  private:
    struct Asked {
        MailboxProgress* box = nullptr;
        MailboxNumbers now;
    };

    /// Less what it takes to say what went wrong, before the host is ended.
    [[nodiscard]] milliseconds time_left() const {
        return milliseconds{host_.time_left_ms()} - kLastWords;
    }

    [[nodiscard]] net::Endpoint endpoint() const {
        auto out = *settings_.imap;
        out.by_login_command = cursor_.login_command;
        return out;
    }

    MailboxReader::Steps steps() {
        return {[this](const FetchedMail& mail, const MailboxProgress& box) {
                    const auto before = taker_.contacts();
                    taker_.take(mail, box);
                    return taker_.contacts() != before;
                },
                [this](MailboxProgress& box) { commit(box); },
                [this] { keep(); },
                [this] { return time_left() > kTimeToStop; },
                [this](MailboxProgress& box, std::span<const Uid> uids) {
                    return cursor_.owe(box, uids, request_.now);
                },
                [this](MailboxProgress& box, const UidSet& mails) {
                    just_held_.insert(box.name);
                    return cursor_.hold(box, mails, request_.now);
                },
                [this](MailboxProgress& box, Uid uid) { give_up_on(box, uid); }};
    }

    /// Every piece ends here: answers are opened, and what was handed over is made to last.
    void commit(MailboxProgress& box) {
        replies_.open_those_in(box);
        for (const auto& mail : taker_.take_junk(box)) cursor_.note_junk(box, mail);
        keep();
    }

    void keep() { host_.cursor(cursor_.text()); }

    void give_up_on(MailboxProgress& box, Uid uid) {
        box.doubt(uid);
        box.untold = true;
        host_.skipped({fmt::format("uid-{}", uid), "the server cannot show this mail"});
    }

    /// Asks for the state of each mailbox that was not looked at yet and reads what there is. False
    /// when time ran out.
    bool look() {
        trouble_.keep(cursor_.mailboxes);
        const bool at_once = cursor_.list_status && cursor_.mailboxes.size() > 1;
        std::vector<MailboxProgress*> boxes;
        if (at_once || cursor_.mailboxes.size() <= kFew)
            for (auto& box : cursor_.mailboxes) boxes.push_back(&box);
        else
            boxes = whose_turn(cursor_.mailboxes, request_.now);
        std::erase_if(boxes, [this](const auto* box) { return looked_at_.contains(box->name); });
        std::vector<std::string> names;
        for (const auto* box : boxes) names.push_back(*looked_at_.insert(box->name).first);
        if (at_once && !names.empty()) { // one that hangs up at it is not asked so again for a day
            cursor_.list_status = false;
            keep();
        }
        const auto numbers =
            at_once ? session_.list_status(names, cursor_.list_status) : session_.status(names);
        for (std::size_t i = 0; i < numbers.size(); ++i)
            if (!numbers[i]) trouble_.closed.emplace(names[i], numbers[i].error());
        return read(boxes, numbers);
    }

    /// A mailbox at which the server hangs up, or at a reply in it, ends the conversation, so it
    /// comes last, and what it owes after all else. False when time ran out.
    bool read(const std::vector<MailboxProgress*>& boxes,
              const std::vector<ImapSession::Numbers>& numbers) {
        std::vector<Asked> well, broken;
        for (std::size_t i = 0; i < numbers.size(); ++i)
            if (numbers[i])
                (boxes[i]->is_broken() ? broken : well).push_back({boxes[i], *numbers[i]});
        const bool in_time = read(well, true) && read(broken, false);
        for (const auto& [box, now] : broken) read_owed(*box);
        return in_time;
    }

    /// First what is new everywhere, then the past.
    bool read(const std::vector<Asked>& boxes, bool owed_first) {
        for (const auto& [box, now] : boxes)
            if (box->is_another(now)) {
                box->begin_again(now.validity, now.next);
                box->news_at = request_.now;
            } else {
                box->restless = 0;
                if (owed_first) read_owed(*box);
                if (!read_news(*box, now.next)) return false;
                box->asked_at = request_.now;
            }
        return std::ranges::all_of(boxes,
                                   [this](const Asked& asked) { return read_past(*asked.box); });
    }

    /// The first day of its window.
    [[nodiscard]] std::string begin_of(const MailboxProgress& box) const {
        return search_day(std::max(cursor_.since, box.from), kSlackDays);
    }

    bool read_news(MailboxProgress& box, Uid next) {
        if (next != 0 && next <= std::uint64_t{box.top} + 1) return true;
        box.news_at = request_.now;
        if (!open(box)) return true;
        // What was told of a folder may be ahead of what it shows when it is opened.
        const auto end = next == 0 || opened_next_ == 0 ? next : std::min(next, opened_next_);
        if (end != 0 && end <= std::uint64_t{box.top} + 1) return true;
        return shown(box, [&] { return reader_.read_new(box, end, begin_of(box)); });
    }

    void read_owed(MailboxProgress& box) {
        if (box.owed.empty() || time_left() < kTimeToStop || !open(box) || box.owed.empty()) return;
        (void)shown(box, [&] {
            reader_.owed().read_owed(box);
            return true;
        });
    }

    /// What is owed of a mailbox many at once, which may be long and end badly, comes last; so does
    /// what may be no junk any more.
    void look_again(bool once_a_day) {
        for (auto& box : cursor_.mailboxes) {
            if (trouble_.at(box.name)) continue;
            const bool held = !box.held.empty() && !just_held_.contains(box.name);
            const bool junk = once_a_day && !box.junk.empty();
            if ((!held && !junk) || time_left() < kTimeToStop || !open(box)) continue;
            (void)shown(box, [&] {
                if (held) reader_.owed().read_held(box);
                if (junk) reader_.owed().read_junk(box);
                return true;
            });
        }
    }

    bool read_past(MailboxProgress& box) {
        if (box.done || trouble_.unshown.contains(box.name)) return true;
        if (!open(box)) return true;
        const auto above = box.bottom;
        const bool in_time = shown(box, [&] { return reader_.read_back(box, begin_of(box)); });
        // A folder without a mail of the whole window was quiet for long.
        if (box.done && box.bottom == above && (above == 0 || above == box.top + 1))
            box.news_at = 1;
        return in_time;
    }

    /// A mailbox whose mails do not come stays where it was read to, and the others are read.
    template <class Read>
    bool shown(const MailboxProgress& box, const Read& read_on) {
        try {
            return read_on();
        } catch (const MailboxUnshown& why) {
            trouble_.unshown.emplace(box.name, why.what());
            opened_.clear(); // another one may have been looked into
            return true;
        }
    }

    /// False where it is refused; or has become another one since it was asked for: next time,
    /// then.
    bool open(MailboxProgress& box) {
        if (opened_ == box.name) return true;
        opened_.clear();
        const auto numbers = session_.examine(box.name);
        if (!numbers) {
            trouble_.closed.emplace(box.name, numbers.error());
            return false;
        }
        // It may have become another one since it was asked for.
        if (numbers->validity != 0 && numbers->validity != box.validity)
            box.begin_again(numbers->validity, numbers->next);
        else
            box.end_before(numbers->next);
        opened_ = box.name;
        opened_next_ = numbers->next;
        return true;
    }

    void finish(bool in_time) {
        trouble_.mark(cursor_.mailboxes);
        for (auto& box : cursor_.mailboxes)
            if (in_time && looked_at_.contains(box.name) && box.done && !trouble_.at(box.name))
                box.read_at = request_.now;
        plugin::Coverage coverage;
        coverage.since = cursor_.since;
        coverage.complete = in_time && trouble_.none() && cursor_.missing.empty() &&
                            cursor_.missing_sent.empty() && cursor_.complete();
        // Half of a conversation is not all contact.
        if (cursor_.shows_sent) coverage.schemes = {"mailto"};
        host_.coverage(coverage);
        keep();
        if (in_time && host_.want_skipped() && !people_.open())
            folders_.give_hints(host_, people_,
                                {search_keys(request_.addresses),
                                 search_day(cursor_.since, kSlackDays),
                                 [this] { return time_left() > kTimeToStop; }});
        session_.leave();
        host_.log(KITH_LOG_DEBUG,
                  fmt::format("{} commands, {} bytes received, {} sent", session_.commands(),
                              connection_.received(), connection_.sent()));
        if (!trouble_.given_up.empty()) {
            for (auto& box : cursor_.mailboxes) box.untold = false;
            keep();
        }
        tell_trouble(host_, session_.place(), cursor_, trouble_);
    }

    const plugin::Host& host_;
    const plugin::Request& request_;
    const MailSettings& settings_;
    const mail::People people_;
    MailTaker taker_;
    SenseCursor cursor_;
    net::Connection connection_;
    ImapSession session_;
    MailboxReader reader_;
    std::string opened_;
    Uid opened_next_ = 0; ///< its UIDNEXT
    std::set<std::string> looked_at_, just_held_;
    FolderTrouble trouble_;
    FolderChoice folders_;
    ReplyOpener replies_;
};

} // namespace

void sense(const plugin::Host& host, const plugin::Request& request, const MailSettings& settings) {
    SenseRun{host, request, settings}.run();
}

} // namespace kith::email

// SPDX-License-Identifier: MIT
#include "plugins/email/sense.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "plugins/email/folder_hints.hpp"
#include "plugins/email/folder_trouble.hpp"
#include "plugins/email/mail_taker.hpp"
#include "plugins/email/mailbox_choice.hpp"
#include "plugins/email/mailbox_reader.hpp"
#include "plugins/email/mailbox_turns.hpp"
#include "plugins/email/search_keys.hpp"
#include "plugins/support/mail/written_line.hpp"

namespace kith::email {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience{20'000}; // a server that says nothing for so long is gone
constexpr milliseconds kLastWords{1'500};
constexpr milliseconds kTimeToStop{5'000}; // kept for a piece under way, and to end in good order
/// Folders that may be asked for one by one: with the login it is six commands.
constexpr std::size_t kFew = 3;
constexpr std::int64_t kListAgain = 86'400;
/// SEARCH goes by the server's days, and a Date up to a day later than INTERNALDATE counts.
constexpr int kSlackDays = 2;

/// Of a reply to an offer: that it is one, how it is written, and its first lines.
constexpr std::string_view kReplyItems =
    "UID BODY.PEEK[HEADER.FIELDS (FROM IN-REPLY-TO MIME-VERSION CONTENT-TYPE "
    "CONTENT-TRANSFER-ENCODING)] BODY.PEEK[TEXT]<0.16384>";

/// Changes with whatever decides which mails are contacts.
std::uint64_t fingerprint(const mail::People& people, const MailSettings& settings) {
    auto text = fmt::format("{:x}\n{}\n{}\n{}", people.fingerprint(), settings.max_recipients,
                            settings.imap->url, settings.imap->user);
    for (const auto* list : {&settings.folders, &settings.sent})
        for (const auto& each : *list) text += '\n' + each;
    return fmix64(fnv1a64(text));
}

class SenseRun {
  public:
    SenseRun(const plugin::Host& host, const plugin::Request& request, const MailSettings& settings)
        : host_(host), request_(request), settings_(settings),
          people_(people_of(request, settings)), taker_(host, request, people_, settings),
          cursor_(SenseCursor::from(request.cursor, fingerprint(people_, settings), request.since)),
          connection_(
              endpoint(), [this] { return time_left(); }, kPatience),
          session_(connection_),
          reader_(session_, cursor_,
                  people_.open() ? std::vector<std::string>{} : search_keys(request.addresses),
                  settings.way, request.now, steps()) {}

    void run() {
        cursor_.login_command = connection_.took_login_command();
        if (cursor_.mailboxes.empty() || request_.now >= cursor_.listed + kListAgain ||
            request_.now < cursor_.listed)
            choose();
        bool in_time = look();
        while (in_time && would_choose_again()) {
            choose();
            in_time = look();
        }
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
        return {
            [this](const FetchedMail& mail, const MailboxProgress& box) { taker_.take(mail, box); },
            [this](MailboxProgress& box) { commit(box); },
            [this] { host_.cursor(cursor_.text()); },
            [this] { return time_left() > kTimeToStop; },
            [this](MailboxProgress& box, std::span<const Uid> uids) {
                return cursor_.owe(box, uids, request_.now);
            },
            [this](MailboxProgress& box, Uid uid) {
                box.doubt(uid);
                box.untold = true;
                host_.skipped({fmt::format("uid-{}", uid), "the server cannot show this mail"});
            }};
    }

    /// Every piece ends here: answers are opened, and what was handed over is made to last.
    void commit(MailboxProgress& box) {
        for (const auto& reply : taker_.replies()) {
            // Of a piece elsewhere that was not read to its end, so it will be read again; its
            // number means another mail here.
            if (!reply.lies_in(box)) continue;
            if (cursor_.knows_reply(reply.ref)) continue; // its copy lies among the sent mails
            if (open_reply(reply))
                cursor_.note_reply(reply.ref);
            else
                (void)cursor_.owe(box, std::array{reply.uid}, request_.now);
        }
        host_.cursor(cursor_.text());
    }

    /// False where the server does not show it just now, or another mail in its place.
    bool open_reply(const MailTaker::OwnReply& reply) {
        bool came = false;
        try {
            (void)session_.fetch(
                std::to_string(reply.uid), kReplyItems, [&](const FetchedMail& mail) {
                    if (mail.uid != reply.uid || !mail.has_header ||
                        !taker_.answers(mail::MailHeaders{mail.header}, reply.nudge))
                        return;
                    came = true;
                    const auto line = mail::first_written_line(mail.header, mail.body);
                    if (!line.empty()) host_.reply(reply.nudge, line, reply.ref);
                });
        } catch (const MailboxUnshown&) { // the fetch of the next piece will tell
        }
        return came;
    }

    /// A folder that was not refused before may have another name by now; and in the place of one
    /// with all mail the others will do.
    [[nodiscard]] bool would_choose_again() const {
        if (choices_ >= 2 || trouble_.closed.empty()) return false;
        if (choices_ > 0) return all_in_one_;
        return std::ranges::any_of(cursor_.mailboxes, [this](const MailboxProgress& box) {
            return !box.closed && trouble_.closed.contains(box.name);
        });
    }

    /// Which mailboxes there are, and how far each was read.
    void choose() {
        ++choices_;
        for (const auto& [name, words] : trouble_.closed) refused_.insert(name);
        listing_ = Listing{session_.list(), session_.namespaces()};
        const auto choice = choose_mailboxes(*listing_, settings_, refused_);
        if (choice.mailboxes.empty())
            throw plugin::Failure(plugin::FailKind::Temporary,
                                  session_.place() + " shows no folder that could be read");
        std::ranges::copy(cursor_.mailboxes, std::back_inserter(former_));
        std::vector<MailboxProgress> next;
        for (const auto& chosen : choice.mailboxes) {
            const auto known = std::ranges::find(former_, chosen.name, &MailboxProgress::name);
            next.push_back(known != former_.end() ? *known : MailboxProgress{.name = chosen.name});
            next.back().sent = chosen.sent;
            next.back().always = chosen.always;
        }
        cursor_.mailboxes = std::move(next);
        all_in_one_ = choice.all_in_one;
        cursor_.missing = choice.missing;
        cursor_.missing_sent = choice.missing_sent;
        cursor_.shows_sent = choice.shows_sent;
        cursor_.listed = request_.now;
        cursor_.list_status = session_.tells_many();
    }

    /// Asks for the state of each mailbox that was not looked at yet and reads what there is. False
    /// when time ran out.
    bool look() {
        trouble_.keep(cursor_.mailboxes);
        const bool at_once = cursor_.list_status && cursor_.mailboxes.size() > kFew;
        std::vector<MailboxProgress*> boxes;
        if (at_once || cursor_.mailboxes.size() <= kFew)
            for (auto& box : cursor_.mailboxes) boxes.push_back(&box);
        else
            boxes = whose_turn(cursor_.mailboxes, request_.now);
        std::erase_if(boxes, [this](const auto* box) { return looked_at_.contains(box->name); });
        std::vector<std::string> names;
        for (const auto* box : boxes) names.push_back(*looked_at_.insert(box->name).first);
        const auto numbers = at_once ? session_.list_status(names) : session_.status(names);
        for (std::size_t i = 0; i < numbers.size(); ++i)
            if (!numbers[i]) trouble_.closed.emplace(names[i], numbers[i].error());
        return read(boxes, numbers);
    }

    /// A mailbox at which the server hangs up ends the conversation, so it comes last. False when
    /// time ran out.
    bool read(const std::vector<MailboxProgress*>& boxes,
              const std::vector<ImapSession::Numbers>& numbers) {
        std::vector<Asked> well, broken;
        for (std::size_t i = 0; i < numbers.size(); ++i)
            if (numbers[i])
                (boxes[i]->hangs_up() ? broken : well).push_back({boxes[i], *numbers[i]});
        return read(well) && read(broken);
    }

    /// First what is new everywhere, then the past.
    bool read(const std::vector<Asked>& boxes) {
        for (const auto& [box, now] : boxes)
            if (box->is_another(now)) {
                box->begin_again(now.validity, now.next);
                box->news_at = request_.now;
            } else {
                box->restless = 0;
                read_owed(*box);
                if (!read_news(*box, now.next)) return false;
            }
        return std::ranges::all_of(boxes,
                                   [this](const Asked& asked) { return read_past(*asked.box); });
    }

    bool read_news(MailboxProgress& box, Uid next) {
        if (next != 0 && next <= std::uint64_t{box.top} + 1) return true;
        box.news_at = request_.now;
        return !open(box) || shown(box, [&] { return reader_.read_new(box, next); });
    }

    void read_owed(MailboxProgress& box) {
        if (box.owed.empty() || time_left() < kTimeToStop || !open(box) || box.owed.empty()) return;
        (void)shown(box, [&] {
            reader_.read_owed(box);
            return true;
        });
    }

    bool read_past(MailboxProgress& box) {
        if (box.done || trouble_.unshown.contains(box.name)) return true;
        if (!open(box)) return true;
        const auto day = search_day(std::max(cursor_.since, box.from), kSlackDays);
        const auto above = box.bottom;
        const bool in_time = shown(box, [&] { return reader_.read_back(box, day); });
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
        opened_ = box.name;
        return true;
    }

    /// What fails in here takes nothing from what was read.
    void propose_folders() {
        if (!host_.want_skipped() || people_.open()) return;
        std::vector<ChosenMailbox> chosen;
        for (const auto& box : cursor_.mailboxes) chosen.push_back({box.name, box.sent});
        const HintSearch search{search_keys(request_.addresses),
                                search_day(cursor_.since, kSlackDays),
                                [this] { return time_left() > kTimeToStop; }};
        try {
            if (!listing_) listing_ = Listing{session_.list(), session_.namespaces()};
            hint_at_folders(host_, session_, *listing_, chosen, search);
        } catch (const plugin::Failure& failure) {
            host_.log(KITH_LOG_DEBUG, failure.what());
        }
    }

    void finish(bool in_time) {
        for (auto& box : cursor_.mailboxes) {
            box.closed = trouble_.closed.contains(box.name);
            if (!box.owed.empty()) trouble_.withheld.emplace(box.name, "");
            if (box.untold) trouble_.given_up.emplace(box.name, "");
        }
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
        host_.cursor(cursor_.text());
        if (in_time) propose_folders();
        session_.leave();
        host_.log(KITH_LOG_DEBUG,
                  fmt::format("{} commands, {} bytes received, {} sent", session_.commands(),
                              connection_.received(), connection_.sent()));
        if (!trouble_.given_up.empty()) {
            for (auto& box : cursor_.mailboxes) box.untold = false;
            host_.cursor(cursor_.text());
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
    int choices_ = 0;
    bool all_in_one_ = false;
    std::optional<Listing> listing_;
    std::vector<MailboxProgress> former_;
    std::set<std::string> refused_, looked_at_;
    FolderTrouble trouble_;
};

} // namespace

void sense(const plugin::Host& host, const plugin::Request& request, const MailSettings& settings) {
    SenseRun{host, request, settings}.run();
}

} // namespace kith::email

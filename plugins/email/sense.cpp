// SPDX-License-Identifier: MIT
#include "plugins/email/sense.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "plugins/email/mail_taker.hpp"
#include "plugins/email/mailbox_choice.hpp"
#include "plugins/email/mailbox_name.hpp"
#include "plugins/email/mailbox_reader.hpp"
#include "plugins/email/search_keys.hpp"
#include "plugins/support/mail/written_line.hpp"

namespace kith::email {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience{20'000}; // a server that says nothing for so long is gone
constexpr milliseconds kLastWords{1'500};
constexpr milliseconds kTimeToStop{5'000}; // kept for a piece under way, and to end in good order
constexpr std::int64_t kListAgain = 86'400;
/// SEARCH goes by the server's days, and a Date up to a day later than INTERNALDATE counts.
constexpr int kSlackDays = 2;

/// Of a reply to an offer: how it is written, and its first lines.
constexpr std::string_view kReplyItems =
    "UID BODY.PEEK[HEADER.FIELDS (MIME-VERSION CONTENT-TYPE CONTENT-TRANSFER-ENCODING)] "
    "BODY.PEEK[TEXT]<0.16384>";

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
              *settings.imap, [this] { return time_left(); }, kPatience),
          session_(connection_),
          reader_(session_,
                  people_.open() ? std::vector<std::string>{} : search_keys(request.addresses),
                  settings.way, steps()) {}

    void run() {
        if (cursor_.mailboxes.empty() || request_.now >= cursor_.listed + kListAgain ||
            request_.now < cursor_.listed)
            choose();
        auto numbers = ask();
        const bool all_there = std::ranges::all_of(numbers, [](const auto& n) { return !!n; });
        if (!all_there && cursor_.listed != request_.now) {
            choose();
            numbers = ask();
        }
        const bool in_time = read(numbers);
        finish(in_time);
    }

  private:
    /// Less what it takes to say what went wrong, before the host is ended.
    [[nodiscard]] milliseconds time_left() const {
        return milliseconds{host_.time_left_ms()} - kLastWords;
    }

    MailboxReader::Steps steps() {
        return {[this](const FetchedMail& mail, bool in_sent) { taker_.take(mail, in_sent); },
                [this] { commit(); }, [this] { return time_left() > kTimeToStop; },
                [this](Uid uid) {
                    host_.skipped({fmt::format("uid-{}", uid), "the server cannot show this mail"});
                }};
    }

    /// Every piece ends here: answers are opened, and what was handed over is made to last.
    void commit() {
        for (const auto& reply : taker_.replies()) {
            if (!cursor_.note_reply(reply.ref)) continue; // its copy lies among the sent mails
            (void)session_.fetch(
                std::to_string(reply.uid), kReplyItems, [&](const FetchedMail& mail) {
                    if (mail.uid != reply.uid) return;
                    const auto line = mail::first_written_line(mail.header, mail.body);
                    if (!line.empty()) host_.reply(reply.nudge, line, reply.ref);
                });
        }
        host_.cursor(cursor_.text());
    }

    /// Which mailboxes there are, and how far each was read.
    void choose() {
        const auto listed = session_.list();
        const auto choice = choose_mailboxes(listed, settings_);
        if (choice.mailboxes.empty())
            throw plugin::Failure(plugin::FailKind::Temporary,
                                  session_.place() + " shows no folder that could be read");
        std::vector<MailboxProgress> next;
        for (const auto& chosen : choice.mailboxes) {
            const auto* known = cursor_.find(chosen.name);
            next.push_back(known ? *known : MailboxProgress{.name = chosen.name});
            next.back().sent = chosen.sent;
        }
        cursor_.mailboxes = std::move(next);
        cursor_.missing = choice.missing;
        cursor_.listed = request_.now;
    }

    std::vector<std::optional<MailboxNumbers>> ask() {
        std::vector<std::string> names;
        for (const auto& box : cursor_.mailboxes) names.push_back(box.name);
        return session_.status(names);
    }

    /// First what is new everywhere, then the past. False when time ran out.
    bool read(const std::vector<std::optional<MailboxNumbers>>& numbers) {
        for (std::size_t i = 0; i < numbers.size(); ++i)
            if (numbers[i]) {
                auto& box = cursor_.mailboxes[i];
                if (box.validity != numbers[i]->validity || box.validity == 0)
                    box.begin_again(numbers[i]->validity, numbers[i]->next);
                else if (!read_news(box, numbers[i]->next))
                    return false;
            }
        const auto day = search_day(cursor_.since, kSlackDays);
        for (std::size_t i = 0; i < numbers.size(); ++i)
            if (numbers[i] && !read_past(cursor_.mailboxes[i], day)) return false;
        return true;
    }

    bool read_news(MailboxProgress& box, Uid next) {
        if (next != 0 && next <= std::uint64_t{box.top} + 1) return true;
        return !open(box) || reader_.read_new(box, next);
    }

    bool read_past(MailboxProgress& box, const std::string& day) {
        if (box.done) return true;
        return !open(box) || reader_.read_back(box, day);
    }

    /// False where it has gone, or become another one, since it was asked for: next time, then.
    bool open(const MailboxProgress& box) {
        if (opened_ == box.name) return true;
        opened_.clear();
        const auto numbers = session_.examine(box.name);
        if (!numbers || (numbers->validity != 0 && numbers->validity != box.validity)) {
            vanished_ = true;
            return false;
        }
        opened_ = box.name;
        return true;
    }

    /// For who looks closely (`kith plugin try --all`): other folders with mail of the connections,
    /// counted by the server's search, which may find a little too much.
    void propose_folders() {
        if (!host_.want_skipped() || people_.open()) return;
        const auto keys = search_keys(request_.addresses);
        std::vector<ChosenMailbox> chosen;
        for (const auto& box : cursor_.mailboxes) chosen.push_back({box.name, box.sent});
        for (const auto& name : other_mailboxes(session_.list(), chosen)) {
            if (time_left() < kTimeToStop) return;
            if (!session_.examine(name)) continue;
            UidSet found;
            for (const auto& each : keys)
                session_.search(
                    fmt::format("SINCE {} {}", search_day(cursor_.since, kSlackDays), each), found);
            if (found.empty()) continue;
            const auto readable = clean_line(readable_mailbox(name), 80);
            host_.skipped({"folder:" + readable,
                           fmt::format("mail of your people seems to be there ({}); name it in "
                                       "`folders` to have them counted",
                                       found.count())});
        }
        opened_.clear();
    }

    void finish(bool in_time) {
        plugin::Coverage coverage;
        coverage.since = cursor_.since;
        coverage.complete = in_time && !vanished_ && cursor_.complete();
        coverage.schemes = {"mailto"};
        host_.coverage(coverage);
        host_.cursor(cursor_.text());
        if (in_time) propose_folders();
        session_.leave();
        host_.log(KITH_LOG_DEBUG,
                  fmt::format("{} commands, {} bytes received, {} sent", session_.commands(),
                              connection_.received(), connection_.sent()));
        // What there is has been handed over; what is not there is for the person to mend.
        if (!cursor_.missing.empty())
            throw plugin::Failure(plugin::FailKind::Config,
                                  fmt::format("folders: {} has no folder {}", session_.place(),
                                              clean_line(cursor_.missing.front(), 60)));
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
    bool vanished_ = false;
};

} // namespace

void sense(const plugin::Host& host, const plugin::Request& request, const MailSettings& settings) {
    SenseRun{host, request, settings}.run();
}

} // namespace kith::email

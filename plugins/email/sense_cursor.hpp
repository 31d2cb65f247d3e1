// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "plugins/email/imap_answers.hpp"
#include "plugins/email/uid_set.hpp"

namespace kith::email {

/// A mail that lies there and did not come, or a reply whose words did not.
struct OwedMail {
    Uid uid = 0;
    int tries = 1;             ///< how often it was asked for
    std::int64_t since = 0;    ///< when it first was; 0: not known yet
    int broken = 0;            ///< of a reply: how often the conversation ended at its words
    bool awaits_words = false; ///< it came, but for its words; not kept
};

/// A mail of one's people that is flagged as junk where it lies, and when it was filed.
struct JunkMail {
    Uid uid = 0;
    std::int64_t filed = 0;
};
/// Whoever takes a mail for no junk after all does it soon.
inline constexpr std::int64_t kJunkFor = std::int64_t{7} * 86'400;

/// The one mail that is left of a piece is asked for so often, and then once more behind another
/// that came. kithd waits longer from one failure to the next, so that is a day or so.
inline constexpr int kBreaks = 3;
/// So many mails are asked for at once, where nothing speaks for fewer.
inline constexpr std::size_t kPiece = 2000;
/// A mailbox that was moved or restored is another one once.
inline constexpr int kRestless = 3;
/// Where it fails at the search for the window's beginning so often, it is asked no more.
inline constexpr int kDateless = 2;
/// A piece that a server does not show for so many runs, while it shows others, is taken apart.
inline constexpr int kStuckRuns = 5;

/// Where a mailbox shows none at all a few mails may be all that is wrong with it; more, and it is
/// locked. After so many in a row that are not shown, none will be.
inline constexpr std::size_t kRefusals = 16;
/// A mail that was asked for in so many runs, for so long, will never come. While an offer waits
/// there are many runs in an hour, and a server in trouble needs longer than that.
inline constexpr int kTries = 12;
inline constexpr std::int64_t kTryFor = 86'400;

/// How far one mailbox has been read: every mail of the window from `bottom` to `top`.
struct MailboxProgress {
    std::string name;
    bool sent = false;
    std::uint32_t validity = 0; ///< UIDVALIDITY; another one means another mailbox
    Uid top = 0;
    Uid bottom = 0;
    bool done = false;        ///< down to the window's beginning
    std::int64_t read_at = 0; ///< when it last was read to the end; 0: never
    std::int64_t from = 0;    ///< where its window begins, if later than the common one
    int restless = 0;         ///< how often in a row it came with another UIDVALIDITY
    bool closed = false;      ///< the server did not open it, last time
    bool always = false;      ///< one of those that are asked for at every look
    std::int64_t news_at = 0; ///< when something new last was in it; 0: not known yet
    std::int64_t asked_at = 0;
    bool takes_junk = false; ///< the person named it: what is flagged as junk in it counts

    std::vector<OwedMail> owed = {}; ///< inside what was read; asked for again
    /// The same, of many at once; how often since when, and the last that was asked for (0: all).
    UidSet held = {};
    int held_tries = 0;
    std::int64_t held_since = 0;
    Uid held_at = 0;
    std::vector<JunkMail> junk = {}; ///< looked at again, for the flag may be taken off
    /// Since the server hung up at a piece: how many mails are asked for at once (0: as many as
    /// usual), for how many mails.
    std::uint32_t piece = 0, narrow = 0;
    Uid broke_at = 0;    ///< the one mail at which it hung up last
    int breaks = 0;      ///< how often in a row
    bool spoilt = false; ///< and the last time just after it had shown another
    Uid stuck_at = 0;    ///< the first mail of the piece that was not shown last
    int stuck = 0;       ///< in how many runs
    std::int64_t stuck_since = 0;
    /// Mails that were given up on, or did not come when another was asked for; newest last.
    std::vector<Uid> doubted = {};
    bool overlooked = false; ///< the server's search missed a contact that lies there
    Uid searched_from = 0;   ///< the highest mail below which some were only searched for; or 0
    bool untold = false;     ///< one was given up on, and the person has not been told
    /// How often in a row the server failed at the search for the window's beginning.
    int dateless = 0;

    /// At one mail, again and again.
    [[nodiscard]] bool hangs_up() const { return breaks >= kBreaks; }
    /// The server hangs up at a mail in it, at the words of a reply, or where it looks for a date.
    [[nodiscard]] bool is_broken() const;
    [[nodiscard]] std::size_t at_once() const;
    /// So many were too many: fewer until those have been passed.
    void ask_for_less(std::size_t count);
    /// So many came.
    void ask_for_more(std::size_t came);
    [[nodiscard]] bool owes(Uid uid) const;
    /// The piece that begins there is not shown, in this run either.
    void stick_at(Uid uid, std::int64_t now);
    [[nodiscard]] bool is_stuck_at(Uid uid) const { return stuck_at == uid && stuck >= kStuckRuns; }
    /// For so long that what cannot be remembered of it will not come.
    [[nodiscard]] bool is_hopeless(std::int64_t now) const {
        return stuck >= kStuckRuns && now - stuck_since >= kTryFor;
    }
    /// Forgets the hang-ups at a mail that was read, or has gone, since.
    void pass_break();
    /// That one proves nothing about the others.
    void doubt(Uid uid);
    /// The search missed one: what was only searched for will be read by its headers.
    void take_back_searched();

    /// Nothing of it was read, and it ends before `next` (0: not known), earlier than was told.
    void end_before(Uid next);

    /// By what the server tells now: with another UIDVALIDITY, or put back from a backup, when the
    /// next mail gets a number that was read before.
    [[nodiscard]] bool is_another(const MailboxNumbers& now) const;

    /// It is another mailbox now, of which nothing has been read; it ends before `next`. One that
    /// is another one at every look, as some servers have it, is not read as a whole each time, but
    /// from where it last was read to.
    void begin_again(std::uint32_t new_validity, Uid next);
};

/// What `sense` remembers between two runs; the text kithd keeps.
struct SenseCursor {
    std::uint64_t people = 0; ///< whom it was read for
    std::int64_t since = 0;   ///< the window's beginning
    std::int64_t listed = 0;  ///< when the folders were last asked for
    std::vector<MailboxProgress> mailboxes;
    bool list_status = false;              ///< the server tells the state of many folders at once
    bool login_command = false;            ///< it takes a password by IMAP's LOGIN alone
    bool unsearched = false;               ///< it refuses to search for people, or takes too long
    bool shows_sent = false;               ///< what the person wrote is in one of them
    std::vector<std::string> missing;      ///< `folders` named and not there
    std::vector<std::string> missing_sent; ///< `sent`, where all of it is not there
    std::vector<std::string> replies;      ///< the last answers by mail that were handed on

    /// The state of `text`; an empty one where it is of other people, of a window that began later,
    /// or unreadable. The replies stay all the same.
    static SenseCursor from(const std::optional<std::string>& text, std::uint64_t people,
                            std::int64_t since);
    /// At most kMostText, which kithd keeps: where many mailboxes are in trouble at once it leaves
    /// out how often each was tried, and which are quiet.
    [[nodiscard]] std::string text() const;
    static constexpr std::size_t kMostText = std::size_t{32} * 1000;

    [[nodiscard]] bool complete() const;
    MailboxProgress* find(const std::string& name);
    /// Remembers an answer that was handed on, by its hashed id.
    void note_reply(const std::string& ref);
    [[nodiscard]] bool knows_reply(const std::string& ref) const;
    /// Remembers that these mails of `box` have yet to come; false, and nothing is remembered,
    /// where that would be more than a cursor holds.
    bool owe(MailboxProgress& box, std::span<const Uid> uids, std::int64_t now) const;
    /// The same of many at once.
    bool hold(MailboxProgress& box, const UidSet& mails, std::int64_t now) const;
    /// Remembers one that is flagged as junk; in place of the oldest where there are many.
    void note_junk(MailboxProgress& box, JunkMail mail);
};

} // namespace kith::email

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kith/plugin.hpp"
#include "plugins/email/imap_answers.hpp"
#include "plugins/email/sense_cursor.hpp"
#include "plugins/email/settings.hpp"
#include "plugins/support/mail/mail_headers.hpp"
#include "plugins/support/mail/mail_judge.hpp"
#include "plugins/support/mail/people.hpp"

namespace kith::email {

/// What is asked of the server about a mail: who, when, whether a person wrote it and whether it
/// is a draft or junk. Never the subject, never the body.
inline constexpr std::string_view kHeaderItems =
    "UID FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS (FROM TO CC BCC DATE MESSAGE-ID IN-REPLY-TO "
    "RESENT-FROM RETURN-PATH CONTENT-TYPE CONTENT-CLASS PRECEDENCE AUTO-SUBMITTED LIST-ID "
    "LIST-POST LIST-UNSUBSCRIBE LIST-HELP MAILING-LIST X-MAILING-LIST X-AUTOREPLY "
    "X-AUTORESPOND X-AUTORESPONDER)]";

/// The same of Gmail, where labels alone tell drafts, spam and trash in the folder with all mail.
std::string header_items(bool has_labels);

/// The people of a request, and who else is the person themselves by the settings.
mail::People people_of(const plugin::Request& request, const MailSettings& settings);

/// Changes with whatever decides which mails are contacts.
std::uint64_t fingerprint_of(const mail::People& people, const MailSettings& settings);

/// Judges one mail after the other and hands its contacts over. Borrows all it is given.
class MailTaker {
  public:
    MailTaker(const plugin::Host& host, const plugin::Request& request, const mail::People& people,
              const MailSettings& settings)
        : host_(host), request_(request), people_(people) {
        rules_.max_recipients = settings.max_recipients;
        makes_offers_ = settings.smtp.has_value();
    }

    /// `box` is where it lies. Drafts, junk and trash are passed over wherever they lie, but what
    /// lies among the sent mails is no draft, nor is what somebody else wrote: some programs leave
    /// the flag on it. Nor is anything junk in a folder the person named. Gmail's labels count for
    /// more than the flag.
    void take(const FetchedMail& fetched, const MailboxProgress& box);

    /// How many were handed over so far.
    [[nodiscard]] std::size_t contacts() const { return contacts_; }

    /// A reply of the person's own to an offer: by the ids in In-Reply-To, From, and no mark of a
    /// machine. Only these are ever opened. `nudge` is empty for one to something else that the
    /// person wrote to nobody but themselves: References, asked for of these alone, may name one.
    struct OwnReply {
        std::string mailbox;
        std::uint32_t validity = 0; ///< the UIDVALIDITY its number belongs to
        Uid uid = 0;
        std::string nudge;
        std::string ref;
        std::int64_t at = 0; ///< when it was written

        /// A number means this mail in its own mailbox alone.
        [[nodiscard]] bool lies_in(const MailboxProgress& box) const {
            return mailbox == box.name && validity == box.validity;
        }
    };
    /// Those among the mails taken since the last call, also of a piece that was not read to its
    /// end.
    std::vector<OwnReply> replies() { return std::exchange(replies_, {}); }

    /// Those of `box` among the mails taken since the last call that were passed over as junk, came
    /// lately, and are of one's people.
    std::vector<JunkMail> take_junk(const MailboxProgress& box);

    /// The nudge a mail with these fields answers, if it is from the person: by In-Reply-To; or by
    /// References, where these name the offer's thread and nothing else but what is answered.
    [[nodiscard]] std::optional<std::string> nudge_answered(const mail::MailHeaders& headers) const;

  private:
    void skip(std::string ref, std::string_view why) const;
    /// Why its flags or labels set a mail apart, or empty.
    [[nodiscard]] std::string_view aside(const FetchedMail& mail, const mail::MailHeaders& headers,
                                         const MailboxProgress& box) const;
    [[nodiscard]] bool is_own(const mail::MailHeaders& headers) const;
    [[nodiscard]] bool is_own_to_self(const mail::MailHeaders& headers) const;
    void note_junk(const FetchedMail& fetched, const MailboxProgress& box);
    void note_reply(const FetchedMail& fetched, const mail::MailHeaders& headers,
                    const MailboxProgress& box);

    const plugin::Host& host_;
    const plugin::Request& request_;
    const mail::People& people_;
    mail::MailRules rules_;
    struct LaidAside {
        std::string mailbox;
        std::uint32_t validity = 0;
        JunkMail mail;
    };
    std::vector<OwnReply> replies_;
    std::vector<LaidAside> junk_;
    std::size_t contacts_ = 0;
    bool makes_offers_ = false;
};

} // namespace kith::email

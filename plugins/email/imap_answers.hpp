// SPDX-License-Identifier: MIT
// What the responses of an IMAP server say, as values. Pure: each reads one response (ImapReader's)
// and gives nothing where it is of another kind or makes no sense.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/instant.hpp"
#include "plugins/email/uid_set.hpp"

namespace kith::email {

/// The end of a command, or an untagged OK, NO, BAD, BYE.
struct ImapStatus {
    enum class Kind : std::uint8_t { Ok, No, Bad, Bye };
    Kind kind = Kind::Ok;
    std::string code; ///< `UIDVALIDITY 42`, upper case as it came; may be empty
    std::string text;

    /// A refusal that is about the moment: busy, over a limit, being restarted.
    [[nodiscard]] bool is_passing() const;
    /// A NO that may be about a mail: some say SERVERBUG where they stumble over one.
    [[nodiscard]] bool is_about_a_mail() const;
};

/// `text` is what stands after the tag or the `* `.
std::optional<ImapStatus> read_status(std::string_view text);

struct ListedMailbox {
    std::string name;                    ///< as the server spells it
    std::string delimiter;               ///< may be empty
    std::vector<std::string> attributes; ///< in lower case: `\sent`
    [[nodiscard]] bool has(std::string_view attribute) const;
};
std::optional<ListedMailbox> read_list(std::string_view response);

/// What STATUS or EXAMINE tell; 0 where they do not.
struct MailboxNumbers {
    std::uint32_t validity = 0;
    Uid next = 0;
};
/// The numbers, and in `name` whose they are.
std::optional<MailboxNumbers> read_mailbox_status(std::string_view response, std::string& name);

/// Adds `2,4:7`; false where it makes no sense.
bool add_sequence(std::string_view text, UidSet& out);

/// Adds the UIDs of a SEARCH or ESEARCH response; false where it is neither.
bool read_search(std::string_view response, UidSet& out);

/// One message of a FETCH, or what one response tells of it.
struct FetchedMail {
    Uid uid = 0;
    std::optional<Instant> filed; ///< INTERNALDATE
    std::string header;           ///< of BODY[HEADER...]
    std::string body;             ///< of any other BODY section
    bool has_header = false;      ///< it came: one without any of the fields is an empty line
    bool draft = false;           ///< by its flags
    bool junk = false;            ///< by its flags or Gmail's labels
    bool has_labels = false;
    bool labelled_draft = false;
    bool sent = false;  ///< by the label
    bool trash = false; ///< by the label alone: a deleted mail was a mail
};
std::optional<FetchedMail> read_fetch(std::string_view response);

/// `17-Jul-1996 02:44:25 -0700`
std::optional<Instant> read_internal_date(std::string_view text);

/// A text as a quoted string, or nothing where it cannot be one.
std::optional<std::string> quoted(std::string_view text);

} // namespace kith::email

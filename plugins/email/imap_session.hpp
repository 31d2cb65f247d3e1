// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/email/capabilities.hpp"
#include "plugins/email/imap_answers.hpp"
#include "plugins/email/imap_reader.hpp"
#include "plugins/email/namespaces.hpp"
#include "plugins/support/net/connection.hpp"

namespace kith::email {

/// Thrown where a mailbox is there and its mails do not come: locked, or damaged. Holds the
/// server's words, maybe none.
struct MailboxUnshown : std::runtime_error {
    using std::runtime_error::runtime_error;
    bool over_limit = false; ///< by the server's word for it: fewer may come
};

/// One logged-in conversation with a mail server, which only ever looks: EXAMINE, PEEK, STATUS,
/// SEARCH, LIST. Nothing is marked as read. Throws plugin::Failure with a sentence that names the
/// server when it breaks, stalls, says goodbye or refuses what no server should.
class ImapSession {
  public:
    /// Opens `connection`, which must outlive the session.
    explicit ImapSession(net::Connection& connection);

    /// Asks for it where the login's answer did not tell.
    [[nodiscard]] bool has_capability(std::string_view name);
    std::vector<ListedMailbox> list();
    /// Empty where the server does not tell.
    Namespaces namespaces();

    /// A mailbox's numbers; or the server's words, maybe none, where it does not open it: that is
    /// this mailbox's trouble, whatever the reason.
    using Numbers = std::expected<MailboxNumbers, std::string>;
    /// Of each mailbox, in order, in one round trip.
    std::vector<Numbers> status(std::span<const std::string> mailboxes);
    /// The same in one command for many (RFC 5819), for a server with tells_many(); those it leaves
    /// out are asked for one by one. `tells` becomes true as soon as it told of any that way.
    std::vector<Numbers> list_status(std::span<const std::string> mailboxes, bool& tells);
    [[nodiscard]] bool tells_many();
    /// Opens a mailbox for looking only.
    Numbers examine(const std::string& mailbox);

    /// Adds the UIDs that match in the mailbox that is open. `keys` is a search program of ASCII.
    /// Throws MailboxUnshown where the server says no.
    void search(const std::string& keys, UidSet& out);

    /// The same; what the server says where it does not search.
    std::expected<void, ImapStatus> find(const std::string& keys, UidSet& out);
    /// What search() throws then.
    [[noreturn]] void refuse_search(const ImapStatus& status) const;

    using OnMail = std::function<void(const FetchedMail&)>;
    /// Asks for `items` of the mails of a sequence set; `on_mail` gets each that came. The server's
    /// words where it does not show one of them; then some may not have come. Throws MailboxUnshown
    /// where it shows none for the moment.
    std::expected<void, std::string> fetch(std::string_view set, std::string_view items,
                                           const OnMail& on_mail);

    /// Says goodbye and waits for nothing.
    void leave() noexcept;

    [[nodiscard]] int commands() const { return commands_; }
    /// The host, for sentences.
    [[nodiscard]] const std::string& place() const { return connection_.place(); }

  private:
    using OnUntagged = std::function<void(std::string_view)>;
    static constexpr std::string_view kPause = "asks for a pause";
    static constexpr std::string_view kTooLong = "sent too long an answer";

    std::string tagged(std::string_view command);
    /// Reads on to the end of the command with this tag.
    ImapStatus finish(const std::string& tag, const OnUntagged& on_untagged);
    /// The same for the first that ends of several; takes its tag away, leaving it empty. `ended`
    /// is where it was.
    ImapStatus finish_one(std::span<std::string> tags, std::size_t& ended,
                          const OnUntagged& on_untagged);
    ImapStatus run(std::string_view command, const OnUntagged& on_untagged);
    /// Says once who asks, where the server knows ID (RFC 2971): some open no mailbox before.
    void introduce();
    /// Throws unless it went well or is a plain NO.
    void expect(const ImapStatus& status, std::string_view what) const;
    std::string_view next();
    [[noreturn]] void give_up(std::string_view what) const;

    net::Connection& connection_;
    ImapReader reader_;
    std::string prefix_;
    int commands_ = 0;
    bool introduced_ = false;
    std::string_view ends_at_ = kPause; ///< what is said of a goodbye
    std::optional<Capabilities> capabilities_;
};

} // namespace kith::email

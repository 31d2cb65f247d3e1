// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/instant.hpp"

namespace kith::mail {

/// The few fields of a message that say who, when, and whether a person wrote it. Subject and body
/// are never kept. Borrows the header block; parses a field only when it is asked for.
class MailHeaders {
  public:
    explicit MailHeaders(std::string_view block);

    /// False where nothing of the block looks like a message.
    [[nodiscard]] bool is_message() const {
        return !from_.empty() || !to_.empty() || !date_.empty();
    }

    /// Canonical addresses.
    [[nodiscard]] std::vector<std::string> from() const;
    [[nodiscard]] std::vector<std::string> recipients() const;        ///< To and Cc
    [[nodiscard]] std::vector<std::string> hidden_recipients() const; ///< Bcc
    [[nodiscard]] std::vector<std::string> resent_from() const;

    /// The display name of the first From mailbox: for showing alone.
    [[nodiscard]] std::string sender_name() const;
    [[nodiscard]] std::optional<Instant> date() const;

    /// Message-ID without its brackets; where it is missing or unusable `mail-` and a hash of Date,
    /// From and To, which copies of the mail share.
    [[nodiscard]] std::string ref() const;
    /// `mail-` and 128 bits of SHA-256 over ref(): says nothing about who or where.
    [[nodiscard]] std::string hashed_ref() const;
    /// The message ids of In-Reply-To, and the first of References, without their brackets.
    [[nodiscard]] std::vector<std::string> in_reply_to() const;
    [[nodiscard]] std::vector<std::string> references() const;

    [[nodiscard]] bool is_list_mail() const { return list_; }
    [[nodiscard]] bool is_bulk() const { return bulk_; }
    [[nodiscard]] bool is_automatic() const { return automatic_; }
    /// Bounces and receipts.
    [[nodiscard]] bool is_report() const { return report_; }
    /// A calendar program's answer, not a person's letter.
    [[nodiscard]] bool is_calendar_answer() const { return calendar_answer_; }

  private:
    void take_mark(const std::string& name, std::string_view body);
    void take_content_type(std::string_view body);

    std::string_view from_, date_, id_, resent_, reply_, references_;
    std::vector<std::string_view> to_, bcc_;
    bool list_ = false;
    bool bulk_ = false;
    bool automatic_ = false;
    bool report_ = false;
    bool calendar_answer_ = false;
};

} // namespace kith::mail

// SPDX-License-Identifier: MIT
#include "plugins/email/fetched_mails.hpp"

#include <utility>

namespace kith::email {
namespace {

/// A piece of usual mails is a fraction of it.
constexpr std::size_t kMostBytes = std::size_t{4} * 1024 * 1024;

void join(FetchedMail& mail, FetchedMail part) {
    if (part.has_header && !mail.has_header) {
        mail.header = std::move(part.header);
        mail.has_header = true;
    }
    if (mail.body.empty()) mail.body = std::move(part.body);
    if (part.filed) mail.filed = part.filed;
    mail.draft = mail.draft || part.draft;
    mail.junk = mail.junk || part.junk;
    mail.has_labels = mail.has_labels || part.has_labels;
    mail.labelled_draft = mail.labelled_draft || part.labelled_draft;
    mail.sent = mail.sent || part.sent;
    mail.trash = mail.trash || part.trash;
}

} // namespace

void FetchedMails::add(FetchedMail part) {
    bytes_ += sizeof part + part.header.size() + part.body.size();
    const auto [place, is_new] = places_.try_emplace(part.uid, mails_.size());
    if (is_new)
        mails_.push_back(std::move(part));
    else
        join(mails_[place->second], std::move(part));
    if (bytes_ > kMostBytes) hand_on();
}

void FetchedMails::hand_on() {
    places_.clear();
    bytes_ = 0;
    for (const auto& mail : std::exchange(mails_, {})) on_mail_(mail);
}

} // namespace kith::email

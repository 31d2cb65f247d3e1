// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <unordered_map>
#include <vector>

#include "plugins/email/imap_answers.hpp"

namespace kith::email {

/// The mails of one FETCH, each put together from all that the server tells of it: its flags may
/// come in a response of their own. Bounded in memory: where there is much, what came so far is
/// handed on first.
class FetchedMails {
  public:
    using OnMail = std::function<void(const FetchedMail&)>;

    explicit FetchedMails(const OnMail& on_mail) : on_mail_(on_mail) {}

    void add(FetchedMail part);
    /// In the order in which they came.
    void hand_on();

  private:
    const OnMail& on_mail_;
    std::vector<FetchedMail> mails_;
    std::unordered_map<Uid, std::size_t> places_;
    std::size_t bytes_ = 0;
};

} // namespace kith::email

// SPDX-License-Identifier: MIT
#include "plugins/email/mailbox_choice.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "plugins/email/mailbox_name.hpp"

namespace kith::email {
namespace {

constexpr std::size_t kMostMailboxes = 60;

bool can_be_read(const ListedMailbox& box) {
    return !box.has("\\noselect") && !box.has("\\nonexistent") && is_utf8(box.name) &&
           quoted(box.name).has_value();
}

/// What nobody reads for who wrote to whom.
bool is_aside(const ListedMailbox& box) {
    return box.has("\\junk") || box.has("\\trash") || box.has("\\drafts");
}

bool is_inbox(const ListedMailbox& box) { return lower_ascii(box.name) == "inbox"; }

std::string last_part(const ListedMailbox& box) {
    auto name = readable_mailbox(box.name);
    if (box.delimiter.empty()) return name;
    const auto at = name.rfind(box.delimiter);
    return at == std::string::npos ? name : name.substr(at + box.delimiter.size());
}

/// The name with `/` between its parts, in lower case.
std::string comparable(const ListedMailbox& box) {
    auto name = lower_ascii(readable_mailbox(box.name));
    if (box.delimiter.size() == 1) std::ranges::replace(name, box.delimiter.front(), '/');
    return name;
}

bool is_called(const ListedMailbox& box, const std::string& wanted) {
    if (box.name == wanted || readable_mailbox(box.name) == wanted) return true;
    const auto name = comparable(box);
    const auto lower = lower_ascii(wanted);
    return name == lower || name == "inbox/" + lower;
}

class Choice {
  public:
    Choice(std::span<const ListedMailbox> listed, MailboxChoice& out)
        : listed_(listed), out_(out) {}

    void add(const ListedMailbox& box, bool sent) {
        auto& all = out_.mailboxes;
        const auto same = std::ranges::find(all, box.name, &ChosenMailbox::name);
        if (same != all.end())
            same->sent = same->sent || sent;
        else if (all.size() < kMostMailboxes)
            all.push_back({box.name, sent});
    }

    /// Those with the mark; where none has it, those that are called so.
    void add_marked(std::string_view mark, std::span<const std::string> names, bool sent) {
        bool marked = false;
        for (const auto& box : listed_)
            if (can_be_read(box) && box.has(mark)) {
                add(box, sent);
                marked = true;
            }
        if (marked) return;
        for (const auto& box : listed_) {
            if (!can_be_read(box) || is_aside(box)) continue;
            const auto part = lower_ascii(last_part(box));
            if (std::ranges::any_of(names, [&](const auto& n) { return lower_ascii(n) == part; }))
                add(box, sent);
        }
    }

  private:
    std::span<const ListedMailbox> listed_;
    MailboxChoice& out_;
};

} // namespace

MailboxChoice choose_mailboxes(std::span<const ListedMailbox> listed,
                               const MailSettings& settings) {
    static const std::array<std::string, 2> kArchive{"archive", "archives"};
    MailboxChoice out;
    Choice choice{listed, out};
    for (const auto& box : listed)
        if (can_be_read(box) && box.has("\\all")) {
            choice.add(box, false);
            return out;
        }
    for (const auto& box : listed)
        if (can_be_read(box) && is_inbox(box)) choice.add(box, false);
    choice.add_marked("\\archive", kArchive, false);
    choice.add_marked("\\sent", settings.sent, true);
    for (const auto& wanted : settings.folders) {
        const auto found = std::ranges::find_if(listed, [&](const ListedMailbox& box) {
            return can_be_read(box) && is_called(box, wanted);
        });
        if (found == listed.end())
            out.missing.push_back(wanted);
        else
            choice.add(*found, false);
    }
    return out;
}

std::vector<std::string> other_mailboxes(std::span<const ListedMailbox> listed,
                                         std::span<const ChosenMailbox> chosen) {
    std::vector<std::string> out;
    for (const auto& box : listed) {
        const bool taken = std::ranges::any_of(
            chosen, [&](const ChosenMailbox& each) { return each.name == box.name; });
        if (!taken && can_be_read(box) && !is_aside(box) && out.size() < kMostMailboxes)
            out.push_back(box.name);
    }
    return out;
}

} // namespace kith::email

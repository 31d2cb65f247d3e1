// SPDX-License-Identifier: MIT
#include "plugins/email/mailbox_choice.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "base/text.hpp"
#include "plugins/email/aside_names.hpp"
#include "plugins/support/mail/mailbox_name.hpp"

namespace kith::email {
namespace {

constexpr std::size_t kMostMailboxes = 60;
/// Of their names together as a cursor has them, in hex: kithd keeps one of 32 kB.
constexpr std::size_t kNameBytes = std::size_t{8} * 1024;
constexpr std::size_t kMostMissing = 4;

bool can_be_read(const ListedMailbox& box) {
    return !box.has("\\noselect") && !box.has("\\nonexistent") && is_utf8(box.name) &&
           email::quoted(box.name).has_value();
}

/// What nobody reads for who wrote to whom.
bool is_aside(const ListedMailbox& box) {
    return box.has("\\junk") || box.has("\\trash") || box.has("\\drafts");
}

bool is_inbox(const ListedMailbox& box) { return lower_ascii(box.name) == "inbox"; }

/// What a folder of sent mail is usually called, in lower case.
constexpr std::array<std::string_view, 39> kSent{"sent",
                                                 "sent items",
                                                 "sent messages",
                                                 "sent mail",
                                                 "sent-mail",
                                                 "sent-messages",
                                                 "gesendet",
                                                 "gesendete objekte",
                                                 "gesendete elemente",
                                                 "gesendete nachrichten",
                                                 "envoyés",
                                                 "objets envoyés",
                                                 "messages envoyés",
                                                 "Éléments envoyés",
                                                 "courrier envoyé",
                                                 "enviados",
                                                 "elementos enviados",
                                                 "mensajes enviados",
                                                 "correo enviado",
                                                 "itens enviados",
                                                 "posta inviata",
                                                 "inviata",
                                                 "messaggi inviati",
                                                 "elementi inviati",
                                                 "verzonden",
                                                 "verzonden items",
                                                 "verzonden berichten",
                                                 "skickat",
                                                 "skickade objekt",
                                                 "sendt",
                                                 "sendte elementer",
                                                 "lähetetyt",
                                                 "wysłane",
                                                 "elementy wysłane",
                                                 "odeslaná pošta",
                                                 "Отправленные",
                                                 "Надіслані",
                                                 "送信済み",
                                                 "已发送"};
constexpr std::array<std::string_view, 10> kArchive{"archive",  "archives", "archiv",   "archivo",
                                                    "archivio", "arquivo",  "arquivos", "arkiv",
                                                    "archief",  "Архив"};

/// A name of this mailbox with `/` between its parts, in lower case.
std::string comparable(const ListedMailbox& box, std::string_view raw) {
    auto name = lower_ascii(mail::readable_mailbox(raw));
    if (box.delimiter.size() == 1) std::ranges::replace(name, box.delimiter.front(), '/');
    return name;
}

constexpr std::string_view kInbox = "inbox/"; // where many servers keep everything

/// Where a folder of one's own lies, seen from the top: `sent`, `archives/2026`.
std::string place_of(const ListedMailbox& box, const Namespaces& namespaces) {
    auto name = comparable(box, namespaces.below(box.name));
    return name.starts_with(kInbox) ? name.substr(kInbox.size()) : name;
}

bool is_spelled(const ListedMailbox& box, std::string_view wanted) {
    return box.name == wanted || mail::readable_mailbox(box.name) == wanted;
}

/// Whatever the case, with `.` or `/` between the parts, from the top or as the server has it.
bool is_called(const ListedMailbox& box, const Namespaces& namespaces, std::string_view wanted) {
    const auto slashed = [](std::string text) {
        std::ranges::replace(text, '.', '/');
        return text;
    };
    const auto name = slashed(lower_ascii(wanted));
    const auto place = slashed(place_of(box, namespaces));
    return name == place || name == slashed(comparable(box, box.name)) ||
           (name.starts_with(kInbox) && name.substr(kInbox.size()) == place);
}

class Choice {
  public:
    Choice(const Listing& listing, MailboxChoice& out) : listing_(listing), out_(out) {}

    void add(const ListedMailbox& box, bool sent, bool always = true, bool named = false) {
        auto& all = out_.mailboxes;
        const auto same = std::ranges::find(all, box.name, &ChosenMailbox::name);
        const auto bytes = 2 * box.name.size();
        if (same != all.end()) {
            same->sent = same->sent || sent;
            same->always = same->always || always;
            same->named = same->named || named;
        } else if (all.size() < kMostMailboxes && bytes <= name_bytes_left_) {
            all.push_back({box.name, sent, always, named});
            name_bytes_left_ -= bytes;
        }
    }

    /// Those with the mark; where none has it, those that are called so. Gives their places.
    std::vector<std::string> add_marked(std::string_view mark,
                                        std::span<const std::string_view> names, bool sent) {
        std::vector<std::string> places;
        for (const auto& box : listing_.mailboxes)
            if (is_mine(box) && box.has(mark)) {
                add(box, sent, sent);
                places.push_back(place_of(box, listing_.namespaces));
            }
        if (!places.empty()) return places;
        places.assign(names.begin(), names.end());
        for (const auto& box : listing_.mailboxes)
            if (is_mine(box) && !is_aside(box) &&
                std::ranges::find(places, place_of(box, listing_.namespaces)) != places.end())
                add(box, sent, sent);
        return places;
    }

    /// What lies in the folders at `places`; of many the last by name, which are the latest years.
    void add_inner(std::span<const std::string> places) {
        std::vector<const ListedMailbox*> found;
        for (const auto& box : listing_.mailboxes) {
            const auto place = place_of(box, listing_.namespaces);
            if (is_mine(box) && !is_aside(box) && std::ranges::any_of(places, [&](const auto& p) {
                    return place.starts_with(p + '/');
                }))
                found.push_back(&box);
        }
        std::ranges::sort(found, std::greater{}, &ListedMailbox::name);
        for (const auto* box : found) add(*box, false, false);
    }

    /// Those the person named; gives the names of which there is none.
    std::vector<std::string> add_named(std::span<const std::string> names, bool sent) {
        std::vector<std::string> missing;
        for (const auto& wanted : names) {
            const auto found =
                find([&](const auto& box) { return is_spelled(box, wanted); },
                     [&](const auto& box) { return is_called(box, listing_.namespaces, wanted); });
            if (found)
                add(*found, sent, true, !sent);
            else
                missing.push_back(clean_line(wanted, 60));
        }
        return missing;
    }

    [[nodiscard]] bool is_mine(const ListedMailbox& box) const {
        return can_be_read(box) && listing_.namespaces.is_own(box.name);
    }

  private:
    /// The first that can be read and is right, or else nearly right.
    template <class Right, class NearlyRight>
    const ListedMailbox* find(const Right& right, const NearlyRight& nearly_right) const {
        const ListedMailbox* second = nullptr;
        for (const auto& box : listing_.mailboxes) {
            if (!can_be_read(box)) continue;
            if (right(box)) return &box;
            if (second == nullptr && nearly_right(box)) second = &box;
        }
        return second;
    }

    const Listing& listing_;
    MailboxChoice& out_;
    std::size_t name_bytes_left_ = kNameBytes;
};

} // namespace

MailboxChoice choose_mailboxes(const Listing& listing, const MailSettings& settings,
                               const std::set<std::string>& refused) {
    const auto& listed = listing.mailboxes;
    MailboxChoice out;
    Choice choice{listing, out};
    for (const auto& box : listed)
        if (choice.is_mine(box) && box.has("\\all") && !refused.contains(box.name)) {
            choice.add(box, false);
            out.all_in_one = true;
            out.shows_sent = true;
            return out;
        }
    for (const auto& box : listed)
        if (can_be_read(box) && is_inbox(box)) choice.add(box, false);
    const auto archives = choice.add_marked("\\archive", kArchive, false);
    choice.add_marked("\\sent", kSent, true);
    out.missing_sent = choice.add_named(settings.sent, true);
    const bool is_marked = std::ranges::any_of(
        listed, [&](const ListedMailbox& box) { return choice.is_mine(box) && box.has("\\sent"); });
    if (out.missing_sent.size() < settings.sent.size()) out.missing_sent.clear();
    out.shows_sent = (is_marked || out.missing_sent.empty()) &&
                     std::ranges::any_of(out.mailboxes, &ChosenMailbox::sent);
    out.missing = choice.add_named(settings.folders, false);
    for (auto* names : {&out.missing, &out.missing_sent})
        names->resize(std::min(names->size(), kMostMissing));
    choice.add_inner(archives);
    return out;
}

std::vector<std::string> other_mailboxes(const Listing& listing,
                                         std::span<const ChosenMailbox> chosen) {
    std::vector<std::string> out;
    for (const auto& box : listing.mailboxes) {
        const bool taken = std::ranges::any_of(
            chosen, [&](const ChosenMailbox& each) { return each.name == box.name; });
        if (taken && box.has("\\all")) return {};
        if (!taken && can_be_read(box) && !is_aside(box) && listing.namespaces.is_own(box.name) &&
            !is_aside_by_name(place_of(box, listing.namespaces)) && out.size() < kMostMailboxes)
            out.push_back(box.name);
    }
    return out;
}

} // namespace kith::email

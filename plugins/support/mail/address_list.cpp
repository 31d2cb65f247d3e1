// SPDX-License-Identifier: MIT
#include "plugins/support/mail/address_list.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "plugins/support/mail/rfc5322.hpp"

namespace kith::mail {
namespace {

/// A line of a thousand recipients is a list, whatever stands after them.
constexpr std::size_t kMaxMailboxes = 1000;

constexpr std::array<bool, 256> make_atom_table() {
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c) table[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c) table[c] = true;
    for (unsigned c = 'A'; c <= 'Z'; ++c) table[c] = true;
    for (const char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '/', '=',
                         '?', '^', '_', '`', '{', '|',  '}', '~', '.', '-'})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}
constexpr auto kAtom = make_atom_table();

bool is_atom(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return kAtom[static_cast<unsigned char>(c)]; });
}

/// `local@domain` with nothing that needs a real parser: nearly every address there is.
bool is_plain(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || !is_atom(text.substr(0, at))) return false;
    const auto domain = text.substr(at + 1);
    return is_atom(domain) && text.find("=?") == std::string_view::npos;
}

/// Cuts a field into mailboxes. With `lenient` quotes and brackets mean nothing: the second try for
/// a field whose quotes do not close.
class Splitter {
  public:
    Splitter(std::string_view field, bool lenient) : field_(field), lenient_(lenient) {}

    /// False where a quote or a comment is left open.
    bool run(std::vector<std::string_view>& out) {
        for (pos_ = 0; pos_ < field_.size() && out.size() < kMaxMailboxes; ++pos_) step(out);
        finish(out);
        return !quoted_ && comments_ == 0;
    }

  private:
    void step(std::vector<std::string_view>& out) {
        const char c = field_[pos_];
        if ((quoted_ || comments_ > 0) && c == '\\')
            ++pos_;
        else if (quoted_)
            quoted_ = c != '"';
        else if (comments_ > 0)
            comments_ += c == '(' ? 1 : c == ')' ? -1 : 0;
        else if (c == '"' && !lenient_)
            quoted_ = true;
        else if (c == '(' && !lenient_)
            comments_ = 1;
        else if (angle_)
            step_in_angle(c, out);
        else if (c == '<')
            angle_ = pos_ + 1;
        else if (c == ',' || c == ';')
            finish(out);
        else if (c == '[' || c == ']')
            literal_ = c == '[';
        else if (c == ':' && !literal_)
            start_ = pos_ + 1; // what stood before is a group's name
    }

    void step_in_angle(char c, std::vector<std::string_view>& out) {
        const bool route = *angle_ < field_.size() && field_[*angle_] == '@';
        if (c == '>')
            angle_.reset();
        else if ((c == ',' && !route) || c == ';')
            finish(out); // a `>` was forgotten
    }

    void finish(std::vector<std::string_view>& out) {
        const auto end = std::min(pos_, field_.size());
        const auto piece = trim(field_.substr(start_, end - std::min(start_, end)));
        if (!piece.empty()) out.push_back(piece);
        start_ = pos_ + 1;
        angle_.reset();
        literal_ = false;
    }

    std::string_view field_;
    std::size_t pos_ = 0;
    std::size_t start_ = 0;
    std::optional<std::size_t> angle_;
    int comments_ = 0;
    bool quoted_ = false;
    bool literal_ = false;
    bool lenient_;
};

/// Without comments and what is quoted, so that what is left can be counted and searched.
std::string bare(std::string_view text) {
    std::string out;
    int comments = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\')
            ++i;
        else if (quoted)
            quoted = c != '"';
        else if (c == '"' && comments == 0) {
            quoted = true;
            out += 'q'; // a quoted local part is still one
        } else if (c == '(')
            ++comments;
        else if (c == ')' && comments > 0)
            --comments;
        else if (comments == 0)
            out += c;
    }
    return out;
}

/// The address part: inside the last angle brackets outside quotes, or the whole.
std::string_view address_part(std::string_view mailbox) {
    bool quoted = false;
    std::optional<std::size_t> open;
    for (std::size_t i = 0; i < mailbox.size(); ++i) {
        if (mailbox[i] == '\\')
            ++i;
        else if (mailbox[i] == '"')
            quoted = !quoted;
        else if (mailbox[i] == '<' && !quoted)
            open = i + 1;
    }
    if (!open && quoted) { // an open quote: take the bracket all the same
        const auto at = mailbox.rfind('<');
        if (at != std::string_view::npos) open = at + 1;
    }
    if (!open) return mailbox;
    auto inside = mailbox.substr(*open);
    if (const auto close = inside.rfind('>'); close != std::string_view::npos)
        inside = inside.substr(0, close);
    return trim(inside);
}

} // namespace

std::vector<std::string_view> split_mailboxes(std::string_view field) {
    std::vector<std::string_view> out;
    if (!Splitter{field, false}.run(out)) {
        out.clear();
        Splitter{field, true}.run(out);
    }
    return out;
}

std::optional<std::string> parse_mailbox(std::string_view mailbox) {
    auto part = address_part(mailbox);
    if (lower_ascii(part.substr(0, 7)) == "mailto:") part.remove_prefix(7);
    if (is_plain(part)) {
        while (part.ends_with('.')) part.remove_suffix(1);
        return lower_ascii(part);
    }
    if (std::ranges::any_of(
            part, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }))
        return std::nullopt;
    auto counted = bare(part);
    if (counted.starts_with('@')) { // an old route: <@relay,@relay:local@domain>
        const auto colon = counted.find(':');
        if (colon == std::string::npos) return std::nullopt;
        counted.erase(0, colon + 1);
    }
    if (std::ranges::count(counted, '@') != 1) return std::nullopt;
    const std::string alone{part};
    const auto decoded = decode_mailbox(part.size() == mailbox.size() ? alone : "<" + alone + ">");
    if (!decoded || decoded->find('@') == std::string::npos) return std::nullopt;
    return canonical_address(*decoded);
}

std::vector<std::string> parse_addresses(std::string_view field) {
    std::vector<std::string> out;
    for (const auto mailbox : split_mailboxes(field))
        if (auto address = parse_mailbox(mailbox)) out.push_back(std::move(*address));
    return out;
}

std::string canonical_address(std::string_view address) {
    const auto at = address.rfind('@');
    if (at == std::string_view::npos) return lower_ascii(address);
    std::string local{address.substr(0, at)};
    if (local.size() >= 2 && local.front() == '"' && local.back() == '"') {
        std::string open;
        for (std::size_t i = 1; i + 1 < local.size(); ++i) {
            if (local[i] == '\\' && i + 2 < local.size()) ++i;
            open += local[i];
        }
        if (is_atom(open)) local = open;
    }
    const bool ascii =
        std::ranges::all_of(local, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    local = ascii ? lower_ascii(local) : fold_text(local);
    auto domain = address.substr(at + 1);
    while (domain.ends_with('.')) domain.remove_suffix(1);
    return local + "@" + ascii_domain(domain);
}

} // namespace kith::mail

// SPDX-License-Identifier: MIT
#include "plugins/support/mail/written_line.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <gmime/gmime.h>

#include "base/text.hpp"
#include "plugins/support/mail/page_entities.hpp"

namespace kith::mail {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} * 1024;
constexpr std::size_t kMostLines = 60; // what an offer's own mail takes when it is quoted above
constexpr std::size_t kMostIntroduction = 3;
constexpr int kMostDepth = 8;
constexpr std::size_t kMostChars = 200;

struct Unref {
    void operator()(void* p) const { g_object_unref(p); }
};
struct Free {
    void operator()(void* p) const { g_free(p); }
};

/// The texts of the first plain part that holds some and the first page.
struct Texts {
    std::optional<std::string> plain, page;
};

void collect(GMimeObject* part, int depth, Texts& out) {
    if (part == nullptr || depth > kMostDepth || out.plain) return;
    if (GMIME_IS_MULTIPART(part)) {
        auto* const many = GMIME_MULTIPART(part);
        const int count = std::min(g_mime_multipart_get_count(many), 20);
        for (int i = 0; i < count; ++i) collect(g_mime_multipart_get_part(many, i), depth + 1, out);
        return;
    }
    if (!GMIME_IS_TEXT_PART(part)) return;
    const char* const how = g_mime_object_get_disposition(part);
    if (how != nullptr && lower_ascii(how) == "attachment") return;
    const std::unique_ptr<char, Free> text{g_mime_text_part_get_text(GMIME_TEXT_PART(part))};
    if (!text) return;
    auto* const type = g_mime_object_get_content_type(part);
    if (g_mime_content_type_is_type(type, "text", "html")) {
        if (!out.page) out.page = text.get();
    } else if (g_mime_content_type_is_type(type, "text", "plain")) {
        if (!trim(text.get()).empty()) out.plain = text.get();
    }
}

Texts texts_of(std::string_view header, std::string_view body) {
    g_mime_init();
    std::string whole{header.substr(0, kMostBytes)};
    while (whole.ends_with('\n') || whole.ends_with('\r')) whole.pop_back();
    whole += whole.empty() ? "\r\n" : "\r\n\r\n";
    whole += body.substr(0, kMostBytes);
    const std::unique_ptr<GMimeStream, Unref> stream{
        g_mime_stream_mem_new_with_buffer(whole.data(), whole.size())};
    const std::unique_ptr<GMimeParser, Unref> parser{g_mime_parser_new_with_stream(stream.get())};
    const std::unique_ptr<GMimeObject, Unref> part{
        g_mime_parser_construct_part(parser.get(), nullptr)};
    Texts out;
    collect(part.get(), 0, out);
    return out;
}

/// A page's text: tags are gone, paragraphs are lines, and it ends where it begins to quote.
std::string without_tags(std::string_view page) {
    static constexpr std::array<std::string_view, 5> kLines{"br", "/p", "/div", "/li", "/tr"};
    std::string out;
    while (!page.empty()) {
        if (page.starts_with("<!--")) {
            const auto end = page.find("-->", 4);
            page.remove_prefix(end == std::string_view::npos ? page.size() : end + 3);
            continue;
        }
        if (page.front() == '<') {
            const auto tag = lower_ascii(page.substr(1, page.find('>') - 1).substr(0, 200));
            const auto name = tag.substr(0, tag.find_first_of(" \t\r\n/", 1));
            if (name == "blockquote" || tag.find("gmail_quote") != std::string::npos) break;
            if (std::ranges::find(kLines, name) != kLines.end()) out += '\n';
            auto end = page.find('>');
            if (name == "style" || name == "script" || name == "head") {
                const auto close = lower_ascii(page).find("</" + name);
                end = close == std::string::npos ? close : page.find('>', close);
            }
            page.remove_prefix(end == std::string_view::npos ? page.size() : end + 1);
            continue;
        }
        if (const auto passed = add_entity(page, out); passed > 0) {
            page.remove_prefix(passed);
            continue;
        }
        // The line ends of a page's source mean nothing.
        out += page.front() == '\n' || page.front() == '\r' ? ' ' : page.front();
        page.remove_prefix(1);
    }
    return out;
}

/// Harmless, and without the blanks nobody sees.
std::string clean(std::string_view line) {
    static constexpr std::array<std::string_view, 3> kInvisible{"\xc2\xa0", "\xe2\x80\x8b",
                                                                "\xef\xbb\xbf"};
    std::string out{line};
    for (const auto each : kInvisible)
        for (auto at = out.find(each); at != std::string::npos; at = out.find(each, at))
            out.replace(at, each.size(), " ");
    return clean_line(out, kMostChars);
}

struct Line {
    std::string text;
    bool apart = false; ///< an empty line stands before it
};

/// The first lines that are not empty.
std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> out;
    bool apart = false;
    while (!text.empty() && out.size() < kMostLines) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        auto kept = clean(line);
        const bool empty = kept.empty();
        if (!empty) out.push_back({std::move(kept), apart});
        apart = empty;
    }
    return out;
}

/// A digit outside of an address, as a date has some.
bool has_date(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto close = text.find('>');
    if (close == std::string_view::npos) return std::ranges::any_of(text, is_digit);
    // An address may have begun on the line before.
    const auto open = std::min(text.find('<'), close);
    const auto before = text.substr(0, open == close ? 0 : open);
    return std::ranges::any_of(before, is_digit) ||
           std::ranges::any_of(text.substr(close), is_digit);
}

/// How many lines from `at` on say who wrote what is quoted below them. Whoever writes below has
/// `On Monday, Kith wrote:` there, which mail programs break where it grows long.
std::size_t introduction(std::span<const Line> lines, std::size_t at) {
    std::string all;
    for (std::size_t n = 0; n < kMostIntroduction && at + n + 1 < lines.size(); ++n) {
        const auto& line = lines[at + n];
        if (line.text.starts_with('>') || (n > 0 && (line.apart || has_date(line.text)))) return 0;
        all += line.text;
        if (!line.text.ends_with(':') || !lines[at + n + 1].text.starts_with('>')) continue;
        const bool named =
            all.find("Kith") != std::string::npos || all.find('@') != std::string::npos;
        return n == 0 || (named && has_date(lines[at].text)) ? n + 1 : 0;
    }
    return 0;
}

} // namespace

std::string first_written_line(std::string_view header, std::string_view body) {
    const auto texts = texts_of(header, body);
    const auto lines = lines_of(texts.plain ? *texts.plain : without_tags(texts.page.value_or("")));
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const auto& line = lines[at].text;
        if (line.starts_with("-- ") || line == "--" || line.starts_with("-----")) break;
        if (line.starts_with('>')) continue;
        const auto passed = introduction(lines, at);
        if (passed == 0) return line;
        at += passed - 1;
    }
    return {};
}

} // namespace kith::mail

// SPDX-License-Identifier: MIT
#include "plugins/files/seen.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace kith::files {
namespace {

constexpr std::string_view kMagic = "kith-files-3\n";
constexpr std::string_view kSecondMagic = "kith-files-2\n"; // the rules stood with a file
constexpr std::string_view kFirstMagic = "kith-files-1\n";  // knew nothing of what was told
constexpr std::size_t kMaxState = std::size_t{64} * 1024 * 1024;

std::filesystem::path file_of(const std::string& dir, std::uint64_t generation) {
    return std::filesystem::path{dir} / fmt::format("seen-{}", generation % 2);
}

void put(std::string& out, std::uint64_t value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
}

void put_text(std::string& out, std::string_view text) {
    put(out, text.size());
    out += text;
}

/// Reads numbers one after another; `ok` turns false where the text ends too early.
struct Taker {
    std::string_view rest;
    bool ok = true;

    std::uint64_t number() {
        std::uint64_t value = 0;
        if (rest.size() < sizeof value) {
            ok = false;
            return 0;
        }
        std::memcpy(&value, rest.data(), sizeof value);
        rest.remove_prefix(sizeof value);
        return value;
    }
    std::string text() {
        const auto size = number();
        if (!ok || size > rest.size()) {
            ok = false;
            return {};
        }
        std::string out{rest.substr(0, size)};
        rest.remove_prefix(size);
        return out;
    }
};

std::optional<std::uint64_t> number_after(std::string_view text, std::string_view key) {
    const auto at = text.find(key);
    if (at == std::string_view::npos) return std::nullopt;
    std::uint64_t value = 0;
    const auto* begin = text.data() + at + key.size();
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value, 16);
    return error == std::errc{} && end != begin ? std::optional{value} : std::nullopt;
}

} // namespace

Seen Seen::load(const std::optional<std::string>& dir, const std::optional<std::string>& cursor,
                std::uint64_t rules, std::int64_t since) {
    Seen fresh;
    fresh.rules_ = rules;
    fresh.since_ = since;
    if (!dir || !cursor) return fresh;
    const auto generation = number_after(*cursor, "gen=");
    if (!generation) return fresh;
    fresh.generation_ = *generation;
    const auto text = read_file(file_of(*dir, *generation), kMaxState);
    Seen old;
    // A window that reaches further back than the one read has to be read anew.
    if (!text || !old.decode(*text) || old.generation_ != *generation) return fresh;
    if (old.rules_ != rules || since < old.since_) {
        fresh.told_ = std::move(old.told_);
        return fresh;
    }
    return old;
}

std::string Seen::save(const std::optional<std::string>& dir) {
    mail_.insert(mail_.end(), fresh_mail_.begin(), fresh_mail_.end());
    std::ranges::sort(mail_);
    fresh_mail_.clear();
    ++generation_;
    if (!dir || !atomic_write(file_of(*dir, generation_), encode())) return "none";
    return fmt::format("gen={:x}", generation_);
}

bool Seen::has_mail(std::uint64_t name) const { return std::ranges::binary_search(mail_, name); }

std::optional<std::int64_t> Seen::folder(const std::string& path) const {
    const auto it = folders_.find(path);
    return it == folders_.end() ? std::nullopt : std::optional{it->second};
}

const Seen::Calendar* Seen::calendar(std::uint64_t path) const {
    const auto it = calendars_.find(path);
    return it == calendars_.end() ? nullptr : &it->second;
}

void Seen::keep_calendars(std::span<const std::uint64_t> listed) {
    std::erase_if(calendars_, [&](const auto& each) {
        return !std::ranges::binary_search(listed, each.first);
    });
}

std::string Seen::encode() const {
    std::string out{kMagic};
    put(out, generation_);
    put(out, rules_);
    put(out, static_cast<std::uint64_t>(since_));
    put(out, mail_.size());
    for (const auto name : mail_) put(out, name);
    put(out, folders_.size());
    for (const auto& [path, changed] : folders_) {
        put_text(out, path);
        put(out, static_cast<std::uint64_t>(changed));
    }
    put(out, calendars_.size());
    for (const auto& [path, what] : calendars_) {
        put(out, path);
        put(out, what.shape);
        put(out, static_cast<std::uint64_t>(what.again_at));
    }
    put(out, told_.files.size());
    for (const auto& [key, file] : told_.files) {
        put(out, key);
        put_text(out, file.path);
        put(out, file.folder);
        put(out, file.refs.size());
        for (const auto& [ref, told] : file.refs) {
            put_text(out, ref);
            put(out, static_cast<std::uint64_t>(told.at));
            put(out, told.rules);
        }
    }
    put(out, told_.loose.size());
    for (const auto& ref : told_.loose) put_text(out, ref);
    put(out, static_cast<std::uint64_t>(told_.looked_at));
    put(out, fnv1a64(out));
    return out;
}

bool Seen::decode(const std::string& text) {
    const bool is_first = text.starts_with(kFirstMagic);
    const bool is_second = text.starts_with(kSecondMagic);
    if (!is_first && !is_second && !text.starts_with(kMagic)) return false;
    if (text.size() < kMagic.size() + sizeof(std::uint64_t)) return false;
    const auto body = std::string_view{text}.substr(0, text.size() - sizeof(std::uint64_t));
    Taker sum{std::string_view{text}.substr(body.size())};
    if (sum.number() != fnv1a64(body)) return false;
    Taker in{body.substr(kMagic.size())};
    generation_ = in.number();
    rules_ = in.number();
    since_ = static_cast<std::int64_t>(in.number());
    const auto mails = in.number();
    if (mails > in.rest.size() / sizeof(std::uint64_t)) return false;
    mail_.reserve(mails);
    for (std::uint64_t i = 0; i < mails; ++i) mail_.push_back(in.number());
    for (auto left = in.number(); in.ok && left > 0; --left) {
        auto path = in.text();
        folders_[std::move(path)] = static_cast<std::int64_t>(in.number());
    }
    for (auto left = in.number(); in.ok && left > 0; --left) {
        const auto path = in.number();
        Calendar what;
        what.shape = in.number();
        what.again_at = static_cast<std::int64_t>(in.number());
        // Read once more, so that it is known what they told.
        if (!is_first) calendars_[path] = what;
    }
    if (is_first) return in.ok;
    for (auto left = in.number(); in.ok && left > 0; --left) {
        auto& file = told_.files[in.number()];
        file.path = in.text();
        file.folder = in.number();
        const auto rules = is_second ? in.number() : 0;
        for (auto refs = in.number(); in.ok && refs > 0; --refs) {
            auto& told = file.refs[in.text()];
            told.at = static_cast<std::int64_t>(in.number());
            told.rules = is_second ? rules : in.number();
        }
    }
    for (auto left = in.number(); in.ok && left > 0; --left) told_.loose.insert(in.text());
    if (in.ok && !in.rest.empty()) told_.looked_at = static_cast<std::int64_t>(in.number());
    return in.ok;
}

} // namespace kith::files

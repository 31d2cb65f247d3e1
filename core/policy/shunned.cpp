// SPDX-License-Identifier: MIT
#include "core/policy/shunned.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "core/words/names.hpp"

namespace kith::policy {
namespace {

/// Words long enough to be a name, in small letters: those of ASCII, and the rest as it is.
std::vector<std::string> words_of(std::string_view text) {
    constexpr std::size_t kShortest = 3;
    std::vector<std::string> out{{}};
    for (const char c : lower_ascii(text)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out.back() += c;
        else if (!out.back().empty())
            out.emplace_back();
    }
    std::erase_if(out, [](const std::string& word) { return word.size() < kShortest; });
    return out;
}

} // namespace

Shunned Shunned::read(const std::optional<std::string>& kept) {
    Shunned out;
    const auto json = kept ? parse_json(*kept) : Result<Json>{fail("")};
    if (json && json->is_object()) {
        out.salt_ = string_or(*json, "salt");
        const auto read = [&](const char* name, People& into) {
            const auto people = json->find(name);
            if (people == json->end() || !people->is_object()) return;
            for (const auto& [id, hashes] : people->items())
                for (auto& all = into[id]; const auto& one : hashes)
                    if (one.is_string()) all.insert(one.get<std::string>());
        };
        read("people", out.people_);
        read("let_go", out.let_go_);
    }
    if (out.salt_.empty()) out.salt_ = random_id();
    return out;
}

std::string Shunned::text() const {
    Json out{{"salt", salt_}, {"people", people_}};
    if (!let_go_.empty()) out["let_go"] = let_go_;
    return to_line(out);
}

std::string Shunned::hash(const std::string& text) const {
    const auto half = [&](std::string_view side) {
        return fmix64(fnv1a64(text, fmix64(fnv1a64(salt_ + std::string{side}))));
    };
    return fmt::format("{:016x}{:016x}", half("a"), half("b"));
}

std::string Shunned::key(const std::string& id) const {
    return is_mark(id) ? id.substr(1) : hash("id:" + id);
}

std::string Shunned::mark(const std::string& id) const {
    const auto own = key(id);
    return people_.contains(own) ? "#" + own : std::string{};
}

void Shunned::move(People& from, People& to, const std::string& key) {
    if (auto person = from.extract(key)) to.insert(std::move(person));
}

void Shunned::add(const Connection& c) {
    let_go_.erase(key(c.id));
    auto& hashes = people_[key(c.id)];
    for (const auto& address : c.addresses) hashes.insert(hash(address.text()));
    // First names alone, and the id where it is one word: more would be words like any other.
    if (kind_of(c.circle) == Kind::Collective) return;
    const auto know = [&](std::string_view name) {
        if (const auto words = words_of(name); words.size() == 1)
            hashes.insert(hash("word:" + words.front()));
    };
    know(c.id);
    know(words::given_name(c.name));
    for (const auto& name : c.also_called) know(words::given_name(name));
}

bool Shunned::is_named(std::string_view text) const {
    if (people_.empty()) return false;
    return std::ranges::any_of(words_of(text), [&](const std::string& word) {
        const auto one = hash("word:" + word);
        return std::ranges::any_of(people_,
                                   [&](const auto& person) { return person.second.contains(one); });
    });
}

bool Shunned::remove(const std::string& id) {
    const auto own = key(id);
    if (!is_mark(id)) return people_.erase(own) > 0;
    const bool there = people_.contains(own);
    move(people_, let_go_, own);
    return there;
}

bool Shunned::restore(const std::string& mark) {
    move(let_go_, people_, key(mark));
    return people_.contains(key(mark));
}

bool Shunned::has(const Connection& c) const {
    if (people_.empty()) return false;
    if (people_.contains(key(c.id))) return true;
    return std::ranges::any_of(c.addresses, [&](const Address& address) {
        const auto one = hash(address.text());
        return std::ranges::any_of(people_,
                                   [&](const auto& person) { return person.second.contains(one); });
    });
}

} // namespace kith::policy

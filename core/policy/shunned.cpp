// SPDX-License-Identifier: MIT
#include "core/policy/shunned.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/random.hpp"
#include "core/policy/nameless.hpp"
#include "core/words/names.hpp"

namespace kith::policy {
namespace {

constexpr std::size_t kShortest = 2;
constexpr std::string_view kWord = "word:", kTitled = "titled:", kPart = "part:";

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

Shunned Shunned::nobody() const {
    Shunned out;
    out.salt_ = salt_;
    return out;
}

std::string Shunned::hash(std::string_view text, std::string_view more) const {
    const auto salt = fnv1a64(salt_);
    std::string out;
    for (const auto* side : {"a", "b"}) {
        const auto half = fmix64(fnv1a64(more, fnv1a64(text, fmix64(fnv1a64(side, salt)))));
        for (int shift = 60; shift >= 0; shift -= 4)
            out += "0123456789abcdef"[(half >> shift) & 15U];
    }
    return out;
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
    if (kind_of(c.circle) == Kind::Collective) return;
    const auto know = [&](std::string_view as, std::string_view name) {
        if (name.size() >= kShortest)
            for (const auto& spelling : spellings(name)) hashes.insert(hash(as, spelling));
    };
    // A name of one word; of more, the words are like any other. Behind a title alone it is no
    // call.
    const auto know_one = [&](std::string_view name) {
        const FoldedText folded{name};
        const auto words = folded.words();
        if (words.size() != 1) return;
        const auto from = folded.origin(words.front().at);
        const auto to = folded.origin(words.front().at + words.front().size);
        know(kWord, name.substr(from, to - from));
    };
    if (!is_family_name(c.id, c.name)) {
        know_one(c.id);
        if (is_joined(c.id)) know(kWord, c.id);
    }
    const auto know_called = [&](std::string_view whole) {
        const auto name = words::own_names(whole); // a remark may name others
        for (const auto& called : called_by(name)) {
            know_one(called);
            if (is_joined(called)) know(kWord, called);
        }
        const bool formal = words::is_formal(name);
        for (const auto& part : name_parts(name)) {
            if (formal) know(kTitled, part);
            know(kPart, part);
        }
    };
    know_called(c.name);
    for (const auto& name : c.also_called) know_called(name);
}

void Shunned::join(const Shunned& later) {
    if (people_.empty() && let_go_.empty()) {
        *this = later;
    } else if (salt_ == later.salt_) {
        for (const auto& [id, hashes] : later.people_) {
            let_go_.erase(id);
            people_[id].insert(hashes.begin(), hashes.end());
        }
    }
}

bool Shunned::is_kept(std::string_view as, std::string_view folded) const {
    const auto one = hash(as, folded);
    return std::ranges::any_of(people_,
                               [&](const auto& person) { return person.second.contains(one); });
}

NameWord Shunned::knows(std::string_view folded) const {
    if (people_.empty() || folded.size() < kShortest) return NameWord::None;
    if (is_kept(kWord, folded)) return NameWord::Called;
    if (is_kept(kTitled, folded)) return NameWord::Titled;
    return is_kept(kPart, folded) ? NameWord::Part : NameWord::None;
}

bool Shunned::is_named(std::string_view text) const {
    if (people_.empty()) return false;
    Nameless names;
    names.also([this](std::string_view word) { return knows(word); });
    return names.is_after(text);
}

std::string Shunned::veil(const std::string& text) const { return "#" + hash("ref:" + text); }

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

std::string Shunned::mark_of(const Connection& c) const {
    if (auto own = mark(c.id); !own.empty()) return own;
    for (const auto& address : c.addresses) {
        const auto one = hash(address.text());
        for (const auto& [known, hashes] : people_)
            if (hashes.contains(one)) return "#" + known;
    }
    return {};
}

bool Shunned::has(const Connection& c) const { return !people_.empty() && !mark_of(c).empty(); }

} // namespace kith::policy

// SPDX-License-Identifier: MIT
#include "daemon/life/shunned.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/random.hpp"

namespace kith::daemon {

Shunned Shunned::read(const std::optional<std::string>& kept) {
    Shunned out;
    const auto json = kept ? parse_json(*kept) : Result<Json>{fail("")};
    if (json && json->is_object()) {
        out.salt_ = string_or(*json, "salt");
        if (const auto people = json->find("people"); people != json->end() && people->is_object())
            for (const auto& [id, hashes] : people->items())
                for (auto& all = out.people_[id]; const auto& one : hashes)
                    if (one.is_string()) all.insert(one.get<std::string>());
    }
    if (out.salt_.empty()) out.salt_ = random_id();
    return out;
}

std::string Shunned::text() const { return to_line(Json{{"salt", salt_}, {"people", people_}}); }

std::string Shunned::hash(const std::string& text) const {
    const auto half = [&](std::string_view side) {
        return fmix64(fnv1a64(text, fmix64(fnv1a64(salt_ + std::string{side}))));
    };
    return fmt::format("{:016x}{:016x}", half("a"), half("b"));
}

void Shunned::add(const Connection& c) {
    auto& hashes = people_[hash("id:" + c.id)];
    for (const auto& address : c.addresses) hashes.insert(hash(address.text()));
}

bool Shunned::remove(const std::string& id) { return people_.erase(hash("id:" + id)) > 0; }

bool Shunned::has(const Connection& c) const {
    if (people_.empty()) return false;
    if (people_.contains(hash("id:" + c.id))) return true;
    return std::ranges::any_of(c.addresses, [&](const Address& address) {
        const auto one = hash(address.text());
        return std::ranges::any_of(people_,
                                   [&](const auto& person) { return person.second.contains(one); });
    });
}

} // namespace kith::daemon

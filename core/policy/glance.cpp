// SPDX-License-Identifier: MIT
#include "core/policy/glance.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "core/policy/feasibility.hpp"

namespace kith::policy {

Glance::Glance(const Goals& goals, const Board& board, const Shunned& shunned, std::string salt)
    : salt_(std::move(salt)), shunned_(shunned) {
    for (std::size_t i = 0; i < goals.all.size(); ++i)
        if (const auto state = board.facts[i].state; state >= State::Ended)
            apart_.emplace(hash(goals.all[i].connection->id), state);
    if (const auto lived = feasibility(goals, board).lived_a_week; lived && *lived > 0)
        lived_a_week_ = std::round(*lived * 100) / 100;
}

Glance Glance::read(std::string_view text) {
    Glance out;
    const auto json = parse_json(text);
    if (!json || !json->is_object()) return out;
    out.salt_ = string_or(*json, "salt");
    if (const auto apart = json->find("apart"); apart != json->end() && apart->is_object())
        for (const auto& [hash, word] : apart->items())
            if (word.is_string())
                if (const auto state = state_from(word.get<std::string>()))
                    out.apart_.emplace(hash, *state);
    if (const auto shunned = json->find("shunned"); shunned != json->end())
        out.shunned_ = Shunned::read(to_line(*shunned));
    if (const auto lived = json->find("lived_a_week"); lived != json->end() && lived->is_number())
        out.lived_a_week_ = lived->get<double>();
    return out;
}

std::string Glance::text() const {
    Json apart = Json::object();
    for (const auto& [hash, state] : apart_) apart[hash] = to_word(state);
    Json out{{"salt", salt_}, {"apart", std::move(apart)}};
    if (!shunned_.empty())
        if (auto json = parse_json(shunned_.text())) out["shunned"] = std::move(*json);
    if (lived_a_week_) out["lived_a_week"] = *lived_a_week_;
    return to_line(out);
}

std::optional<State> Glance::take(std::string_view id) {
    const auto found = apart_.extract(hash(id));
    return found.empty() ? std::nullopt : std::optional{found.mapped()};
}

std::string Glance::apart_text() const {
    if (apart_.empty()) return {};
    Glance out;
    out.salt_ = salt_;
    out.apart_ = apart_;
    return out.text();
}

State Glance::state_of(std::string_view id, State written) const {
    const auto found = apart_.find(hash(id));
    return found == apart_.end() ? written : std::max(written, found->second);
}

std::string Glance::hash(std::string_view id) const {
    return fmt::format("{:016x}", fmix64(fnv1a64(id, fmix64(fnv1a64(salt_)))));
}

} // namespace kith::policy

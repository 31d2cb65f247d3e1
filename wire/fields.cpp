// SPDX-License-Identifier: MIT
#include "wire/fields.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/calendar/civil.hpp"

namespace kith::wire {

const Json* Fields::find(std::string_view key) {
    asked_.push_back(key);
    const auto it = object_.find(key);
    return it == object_.end() || it->is_null() ? nullptr : &*it;
}

void Fields::refuse(std::string text) {
    if (!error_) error_ = std::move(text);
}

std::string Fields::text(std::string_view key) {
    const Json* value = find(key);
    if (value == nullptr) return {};
    if (value->is_string()) return value->get<std::string>();
    refuse(fmt::format("`{}` must be a text", key));
    return {};
}

std::string Fields::need_text(std::string_view key) {
    auto value = text(key);
    if (value.empty()) refuse(fmt::format("`{}` is missing", key));
    return value;
}

std::vector<std::string> Fields::texts(std::string_view key) {
    std::vector<std::string> out;
    const Json* value = find(key);
    if (value == nullptr) return out;
    const bool fine = value->is_array() && std::ranges::all_of(*value, [](const Json& member) {
                          return member.is_string();
                      });
    if (!fine) {
        refuse(fmt::format("`{}` must be a list of texts", key));
        return out;
    }
    for (const auto& member : *value) out.push_back(member.get<std::string>());
    return out;
}

std::optional<std::int64_t> Fields::number(std::string_view key) {
    const Json* value = find(key);
    if (value == nullptr) return std::nullopt;
    constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    const bool fine = value->is_number_integer() &&
                      !(value->is_number_unsigned() && value->get<std::uint64_t>() > kMax);
    if (fine) return value->get<std::int64_t>();
    refuse(fmt::format("`{}` must be a whole number", key));
    return std::nullopt;
}

std::optional<bool> Fields::flag(std::string_view key) {
    const Json* value = find(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_boolean()) return value->get<bool>();
    refuse(fmt::format("`{}` must be true or false", key));
    return std::nullopt;
}

Instant Fields::need_instant(std::string_view key) {
    const auto written = need_text(key);
    const auto at = calendar::parse_instant(written);
    if (at) return *at;
    refuse(fmt::format("`{}` must be a moment like 2026-03-02T12:30:00+00:00", key));
    return {};
}

std::optional<Instant> Fields::instant(std::string_view key) {
    if (find(key) == nullptr) return std::nullopt;
    return need_instant(key);
}

Result<void> Fields::finish() {
    if (mode_ == Mode::Strict) {
        for (const auto& [key, value] : object_.items()) {
            if (std::ranges::find(asked_, key) != asked_.end()) continue;
            const auto known = nearest(key, asked_);
            refuse(known.empty() ? fmt::format("`{}` is not a key Kith knows", clean_line(key, 60))
                                 : fmt::format("`{}` is not a key Kith knows; did you mean `{}`?",
                                               clean_line(key, 60), known));
        }
    }
    if (error_) return fail(*error_);
    return {};
}

} // namespace kith::wire

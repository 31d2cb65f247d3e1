// SPDX-License-Identifier: MIT
#include "plugins/command/sensor_line.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "base/text.hpp"
#include "core/calendar/civil.hpp"

namespace kith::command {
namespace {

constexpr std::size_t kMostRefBytes = 500;
constexpr std::size_t kMostCursorBytes = std::size_t{32} * 1024;
constexpr std::size_t kMostAddressBytes = 320;
constexpr int kMostMinutes = 7 * 24 * 60;

Result<std::int64_t> instant(const Json& object, const char* key) {
    const auto at = calendar::parse_instant(string_or(object, key));
    if (!at) return fail(std::string("`") + key + "` must be a time like 2026-03-02T18:00:00Z");
    return at->time_since_epoch().count();
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

constexpr const char* kNoRef = "`ref` must name this contact, in at most 500 bytes";
bool is_ref(const std::string& text) { return !text.empty() && text.size() <= kMostRefBytes; }

Result<SensorLine> read_touchpoint(const Json& object) {
    // The words of kith/plugin.h.
    constexpr std::array<std::string_view, 9> kChannels{"together",   "call",    "video",
                                                        "voice-note", "message", "email",
                                                        "letter",     "event",   "reaction"};
    constexpr std::array<std::string_view, 3> kDirections{"in", "out", "both"};
    const auto at = instant(object, "at");
    if (!at) return std::unexpected(at.error());
    plugin::Touchpoint touch;
    touch.at = *at;
    touch.address = string_or(object, "address");
    touch.connection = string_or(object, "connection");
    touch.channel = string_or(object, "channel");
    touch.direction = string_or(object, "direction");
    touch.ref = string_or(object, "ref");
    touch.name = clean_line(string_or(object, "name"));
    touch.because = clean_line(string_or(object, "because"));
    if (touch.address.empty() == touch.connection.empty())
        return fail("exactly one of `address` and `connection` must be there");
    if (std::max(touch.address.size(), touch.connection.size()) > kMostAddressBytes)
        return fail("`address` or `connection` is too long");
    if (!is_one_of(kChannels, touch.channel))
        return fail("`channel` must be together, call, video, voice-note, message, email, letter, "
                    "event or reaction");
    if (!is_one_of(kDirections, touch.direction))
        return fail("`direction` must be in, out or both");
    if (!is_ref(touch.ref)) return fail(kNoRef);
    if (const auto minutes = object.find("minutes");
        minutes != object.end() && !minutes->is_null()) {
        const auto length = int_or(object, "minutes", -1);
        if (length < 0 || length > kMostMinutes)
            return fail("`minutes` must be a whole number, 0 to 10080");
        touch.minutes = static_cast<int>(length);
    }
    return touch;
}

Result<SensorLine> read_coverage(const Json& object) {
    const auto since = instant(object, "since");
    if (!since) return std::unexpected(since.error());
    plugin::Coverage coverage{*since, bool_or(object, "complete", true), {}};
    const auto schemes = object.find("schemes");
    if (schemes == object.end() || !schemes->is_array())
        return fail("`schemes` must be a list like [\"tel\"]");
    for (const auto& scheme : *schemes) {
        if (!scheme.is_string()) return fail("`schemes` must be a list like [\"tel\"]");
        coverage.schemes.push_back(clean_line(scheme.get<std::string>(), 20));
    }
    return coverage;
}

} // namespace

Result<SensorLine> read_sensor_line(std::string_view line) {
    // Also keeps a NUL, escaped in the JSON, from cutting a text short on its way through C.
    if (line.find("\\u0000") != std::string_view::npos) return fail("a NUL has no place in it");
    const auto object = parse_json(line);
    if (!object) return fail("it is not JSON");
    if (!object->is_object()) return fail("it is not a JSON object");
    const std::string type = string_or(*object, "type", "touchpoint");
    const auto cursor = object->find("cursor");
    if (type == "cursor" || (cursor != object->end() && !object->contains("at"))) {
        if (cursor == object->end() || !cursor->is_string()) return fail("`cursor` must be a text");
        if (cursor->get_ref<const std::string&>().size() > kMostCursorBytes)
            return fail("`cursor` must be at most 32 kB");
        return Cursor{cursor->get<std::string>()};
    }
    if (type == "coverage") return read_coverage(*object);
    if (type == "retract") {
        auto ref = string_or(*object, "ref");
        if (!is_ref(ref)) return fail(kNoRef);
        return Retraction{std::move(ref)};
    }
    if (type != "touchpoint") return fail("`type` must be touchpoint, retract, coverage or cursor");
    return read_touchpoint(*object);
}

} // namespace kith::command

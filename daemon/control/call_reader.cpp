// SPDX-License-Identifier: MIT
#include "daemon/control/call_reader.hpp"

#include <limits>

#include "base/text.hpp"

namespace kith::daemon {
namespace {

constexpr std::size_t kMaxNames = 64;

/// One basic value of D-Bus type `type`, as the type that sd-bus writes for it.
template <class T>
bool read(sd_bus_message* message, char type, int& out) {
    T value{};
    if (sd_bus_message_read_basic(message, type, &value) <= 0) return false;
    if (std::cmp_less(value, 0) || std::cmp_greater(value, std::numeric_limits<int>::max()))
        return false;
    out = static_cast<int>(value);
    return true;
}

} // namespace

std::string CallReader::text() {
    const char* value = nullptr;
    if (result_ >= 0)
        result_ = sd_bus_message_read_basic(message_, 's', static_cast<void*>(&value));
    return value ? value : "";
}

bool CallReader::truth() {
    int value = 0;
    if (result_ >= 0) result_ = sd_bus_message_read_basic(message_, 'b', &value);
    return value != 0;
}

int CallReader::number() {
    std::int32_t value = 0;
    if (result_ >= 0) result_ = sd_bus_message_read_basic(message_, 'i', &value);
    return value;
}

std::vector<std::string> CallReader::texts() {
    std::vector<std::string> out;
    result_ = sd_bus_message_enter_container(message_, 'a', "s");
    const char* value = nullptr;
    while (result_ >= 0 &&
           (result_ = sd_bus_message_read_basic(message_, 's', static_cast<void*>(&value))) > 0) {
        if (out.size() < kMaxNames)
            out.emplace_back(value);
        else
            complaint_ = "that is more names than one note can take";
    }
    if (result_ >= 0) result_ = sd_bus_message_exit_container(message_);
    return out;
}

bool CallReader::integer(char type, int& out) {
    switch (type) {
    case 'i': return read<std::int32_t>(message_, type, out);
    case 'u': return read<std::uint32_t>(message_, type, out);
    case 'n': return read<std::int16_t>(message_, type, out);
    case 'q': return read<std::uint16_t>(message_, type, out);
    case 'x': return read<std::int64_t>(message_, type, out);
    case 't': return read<std::uint64_t>(message_, type, out);
    default: return false;
    }
}

bool CallReader::value(const std::string& key, char type, const char* contents,
                       Answers::Logged& out) {
    if (key == "minutes") return integer(type, out.minutes);
    if (key == "names" && type == SD_BUS_TYPE_ARRAY && std::string_view{contents} == "s") {
        for (auto& name : texts()) out.names.push_back(std::move(name));
        return result_ >= 0;
    }
    if (type != SD_BUS_TYPE_STRING) return false;
    auto word = text();
    if (key == "name" || key == "names")
        out.names.push_back(std::move(word));
    else if (key == "channel")
        out.channel = std::move(word);
    else if (key == "at")
        out.at = std::move(word);
    else if (key == "direction")
        out.direction = std::move(word);
    else
        return false;
    return result_ >= 0;
}

bool CallReader::enters(char type, const char* contents) {
    if (result_ >= 0) result_ = sd_bus_message_enter_container(message_, type, contents);
    return result_ > 0;
}

Answers::Logged CallReader::logged() {
    Answers::Logged out;
    if (result_ >= 0) result_ = sd_bus_message_enter_container(message_, 'a', "{sv}");
    while (enters('e', "sv")) {
        const auto key = text();
        char type = 0;
        const char* contents = nullptr;
        if (result_ >= 0) result_ = sd_bus_message_peek_type(message_, &type, &contents);
        // What the variant holds, whole ("as"), and its first type.
        const std::string holds = contents ? contents : "";
        if (result_ < 0 || holds.empty()) break;
        if (!enters('v', holds.c_str())) break;
        if (!value(key, holds[0], holds.c_str() + 1, out)) {
            complaint_ = clean_line(key, 40) +
                         " is not understood; names, channel, at, minutes and direction are";
            return out;
        }
        result_ = sd_bus_message_exit_container(message_);
        if (result_ >= 0) result_ = sd_bus_message_exit_container(message_);
    }
    if (result_ >= 0) result_ = sd_bus_message_exit_container(message_);
    if (out.names.empty() && complaint_.empty()) complaint_ = "a name is missing";
    return out;
}

} // namespace kith::daemon

// SPDX-License-Identifier: MIT
#include "cli/offline/history.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>

#include <fmt/format.h>

#include "base/text.hpp"
#include "wire/record.hpp"

namespace kith::cli {
namespace {

const Connection* owner(const Settings& settings, const wire::TouchpointRecord& record) {
    for (const auto& c : settings.connections) {
        if (c.id == record.connection) return &c;
        if (!record.address.empty() && std::ranges::any_of(c.addresses, [&](const Address& a) {
                return a.text() == record.address;
            }))
            return &c;
    }
    return nullptr;
}

void take(History& out, const Settings& settings, const std::string& place, std::string_view line) {
    const auto record = wire::parse_touchpoint(line, wire::Mode::Strict);
    if (!record) {
        out.problems.push_back(place + ": " + record.error().text);
        return;
    }
    const auto* connection = owner(settings, *record);
    if (!connection) {
        out.problems.push_back(
            fmt::format("{}: nobody in the configuration is {}", place,
                        record->connection.empty() ? record->address : record->connection));
        return;
    }
    Touchpoint touch;
    touch.at = record->at;
    touch.connection = connection->id;
    touch.channel = record->channel;
    touch.direction = record->direction;
    touch.minutes = record->minutes;
    touch.source = record->source.empty() ? "manual" : record->source;
    touch.ref = record->ref;
    const bool twice = std::ranges::any_of(out.touches, [&](const Touchpoint& t) {
        return t.source == touch.source && t.ref == touch.ref && t.connection == touch.connection;
    });
    if (!twice || touch.ref.empty()) out.touches.push_back(std::move(touch));
}

} // namespace

History read_history(const std::string& file, const Settings& settings) {
    History out;
    std::ifstream opened;
    if (file != "-") {
        opened.open(file);
        if (!opened) {
            out.problems.push_back(file + ": this file cannot be read");
            return out;
        }
    }
    std::istream& in = file == "-" ? std::cin : opened;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number)
        if (!trim(line).empty()) take(out, settings, fmt::format("{}:{}", file, number), line);
    return out;
}

} // namespace kith::cli

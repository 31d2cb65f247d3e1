// SPDX-License-Identifier: MIT
#include "core/policy/line.hpp"

#include <cmath>

#include "core/calendar/civil.hpp"

namespace kith::policy {
namespace {

double two_decimals(double value) { return std::round(value * 100) / 100; }

} // namespace

Json to_json(const RehearsalLine& line, const calendar::Zone& zone) {
    Json out;
    out["at"] = calendar::format_instant(line.at, zone);
    out["slot"] = line.slot;
    if (line.withheld) {
        out["outcome"] = "withheld";
        out["connection"] = line.connection;
        out["step"] = line.step;
        out["score"] = two_decimals(line.score);
        out["ratio"] = two_decimals(line.ratio);
        out["band"] = kith::to_word(line.band);
        return out;
    }
    if (!line.nudge) {
        out["outcome"] = "silence";
        Json because = Json::array();
        for (const auto guard : line.because.list()) because.push_back(to_word(guard));
        out["because"] = std::move(because);
        out["candidates"] = line.candidates;
        return out;
    }
    out["outcome"] = "nudge";
    out["connection"] = line.connection;
    out["step"] = line.step;
    out["title"] = line.title;
    out["body"] = line.body;
    out["score"] = two_decimals(line.score);
    out["ratio"] = two_decimals(line.ratio);
    out["band"] = kith::to_word(line.band);
    if (line.sight != Sight::Seen) out["ask_first"] = true;
    if (line.is_return) out["return"] = true;
    return out;
}

Json to_json(const RehearsalSummary& summary) {
    Json by = Json::object();
    for (const auto& [id, count] : summary.by_connection) by[id] = count;
    Json out{{"slots", summary.slots},
             {"nudges", summary.nudges},
             {"silences", summary.silences},
             {"per_week_max", summary.per_week_max},
             {"by_connection", std::move(by)}};
    if (summary.withheld) out["withheld"] = *summary.withheld;
    return Json{{"summary", std::move(out)}};
}

} // namespace kith::policy

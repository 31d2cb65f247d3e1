// SPDX-License-Identifier: MIT
// The `command` plugin: any program as a deliverer or a sensor, one JSON object a line.
#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <kith/plugin.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "core/calendar/civil.hpp"
#include "plugins/command/program.hpp"
#include "plugins/command/sensor_line.hpp"
#include "plugins/command/settings.hpp"

namespace kith::command {
namespace {

using plugin::FailKind;
using plugin::Failure;

constexpr int kTryLater = 75;                        // EX_TEMPFAIL of sysexits.h
constexpr std::chrono::milliseconds kLastWords{250}; // to report a missed deadline before our own

std::string rfc3339(std::int64_t at) {
    return calendar::format_instant(Instant{std::chrono::seconds{at}}, calendar::Zone::utc());
}

Json nudge_line(const plugin::Nudge& nudge) {
    Json answers = Json::array();
    for (const auto& button : nudge.answers) answers.push_back(button.answer);
    Json line;
    line["nudge"] = nudge.id;
    line["connection"] = nudge.connection;
    line["title"] = nudge.title;
    line["body"] = nudge.body;
    line["step"] = nudge.step;
    line["open"] = nudge.open_uri ? Json(*nudge.open_uri) : Json();
    line["answers"] = std::move(answers);
    line["ask_first"] = nudge.ask_first;
    return line;
}

Json question_line(const plugin::Request& request) {
    Json addresses = Json::array();
    for (const auto& known : request.addresses) {
        if (known.address.empty() && known.also_called.empty()) continue;
        Json entry;
        if (known.is_self)
            entry["self"] = true;
        else
            entry["connection"] = known.connection;
        if (!known.address.empty()) entry["address"] = known.address;
        if (!known.also_called.empty()) entry["also_called"] = known.also_called;
        addresses.push_back(std::move(entry));
    }
    Json line;
    line["since"] = request.since > 0 ? Json(rfc3339(request.since)) : Json();
    line["cursor"] = request.cursor ? Json(*request.cursor) : Json();
    line["addresses"] = std::move(addresses);
    return line;
}

class Command {
  public:
    Command(plugin::Host& host, const char* settings);

    void sense(const plugin::Request& request);
    void deliver(const plugin::Nudge& nudge);

  private:
    Ending run(const Json& line, const LineReader::OnLine& on_line) const;
    [[noreturn]] void give_up(const Ending& ending, FailKind at_deadline) const;

    plugin::Host& host_;
    Settings settings_;
};

Command::Command(plugin::Host& host, const char* settings) : host_(host) {
    auto read = read_settings(settings);
    if (!read) throw Failure(FailKind::Config, read.error().text);
    settings_ = *std::move(read);
}

Ending Command::run(const Json& line, const LineReader::OnLine& on_line) const {
    auto deadline = settings_.deadline;
    if (const std::chrono::milliseconds left(host_.time_left_ms()); left.count() > 0)
        deadline = std::clamp(left - kLastWords, left / 2, deadline);
    auto ending = run_program(host_, settings_.program, to_line(line) + "\n", deadline, on_line);
    if (!ending)
        throw Failure(FailKind::Config, "the program could not be started: " + ending.error().text);
    return *std::move(ending);
}

void Command::give_up(const Ending& ending, FailKind at_deadline) const {
    const auto with_complaint = [&ending](const std::string& text) {
        return ending.complaint.empty() ? text : text + ": " + ending.complaint;
    };
    switch (ending.how) {
    case Ending::How::Deadline:
        throw Failure(at_deadline,
                      with_complaint("the program did not end in time and was stopped; "
                                     "`deadline:` gives it longer"));
    case Ending::How::TooMuch:
        throw Failure(FailKind::Refused, "the program printed more than 16 MB and was stopped");
    case Ending::How::Unwanted: throw plugin::JobOver{};
    case Ending::How::Signal:
        // It may have done its work before it fell.
        throw Failure(at_deadline, with_complaint("the program was ended by signal " +
                                                  std::to_string(ending.code)));
    case Ending::How::Exited: break;
    }
    if (ending.code == kTryLater)
        throw Failure(FailKind::Temporary, with_complaint("the program asks to try again later"));
    throw Failure(FailKind::Refused,
                  with_complaint("the program ended with status " + std::to_string(ending.code)));
}

void Command::deliver(const plugin::Nudge& nudge) {
    std::vector<std::string> answers;
    const auto ending = run(nudge_line(nudge), [&](int, std::string_view line, bool) {
        const auto said = parse_json(line);
        if (!said || !said->is_object()) return true; // its own chatter
        const std::string word = clean_line(string_or(*said, "answer"), 40);
        if (!word.empty() && string_or(*said, "nudge", nudge.id) == nudge.id && answers.size() < 8)
            answers.push_back(word);
        return true;
    });
    const bool fine = ending.how == Ending::How::Exited && ending.code == 0;
    const bool declined = ending.how == Ending::How::Exited && ending.code != 0;
    if (fine) host_.receipt();
    // Who answered has seen it, whatever became of the program then.
    if (!declined) {
        for (const auto& answer : answers) host_.answer(nudge.id, answer);
    }
    if (!fine) give_up(ending, FailKind::Unknown);
}

void Command::sense(const plugin::Request& request) {
    int bad = 0;
    std::string first_bad;
    bool covered = false;
    const auto pass_over = [&](int number, const std::string& because) {
        const std::string place = "line " + std::to_string(number);
        if (bad++ == 0) first_bad = place + ": " + because;
        host_.skipped({place, because});
    };
    const auto take = [&](const auto& record) {
        using Record = std::decay_t<decltype(record)>;
        if constexpr (std::is_same_v<Record, plugin::Touchpoint>) {
            host_.touchpoint(record);
        } else if constexpr (std::is_same_v<Record, plugin::Coverage>) {
            covered = true;
            host_.coverage(record);
        } else if constexpr (std::is_same_v<Record, Retraction>) {
            host_.retract(record.ref);
        } else {
            host_.cursor(record.text);
        }
    };
    const auto ending =
        run(question_line(request), [&](int number, std::string_view line, bool too_long) {
            if (too_long) return pass_over(number, "it is longer than 64 kB"), true;
            if (trim(line).empty()) return true;
            const auto read = read_sensor_line(line);
            if (!read) return pass_over(number, read.error().text), true;
            std::visit(take, *read);
            return true;
        });
    if (bad > 0)
        host_.log(KITH_LOG_WARNING, std::to_string(bad) + " of the program's lines were passed " +
                                        "over; " + first_bad);
    if (ending.how != Ending::How::Exited || ending.code != 0) give_up(ending, FailKind::Temporary);
    if (!covered) host_.coverage({request.since, true, {}});
}

} // namespace
} // namespace kith::command

KITH_PLUGIN(kith::command::Command, "command", "1.0", KITH_ROLE_SENSE | KITH_ROLE_DELIVER)

// SPDX-License-Identifier: MIT
// Prints expansions for a second opinion to compare. Each line of standard input is
// RULE<tab>START<tab>N with START a local date-time; each line of output is the local times of up
// to N instances with blanks between, or `error: ` and the sentence.
#include "base/text.hpp"
#include "core/calendar/recurrence.hpp"

#include <iostream>
#include <string>

using namespace kith;

namespace {

std::string answer(const std::string& line) {
    const std::vector<std::string> fields = split(line, '\t');
    if (fields.size() != 3) return "error: three fields are needed";
    const auto rule = calendar::Rule::parse_rrule(fields[0]);
    if (!rule) return "error: " + rule.error().text;
    const auto start = calendar::parse_local(fields[1]);
    if (!start) return "error: " + start.error().text;
    std::string out;
    for (const calendar::LocalTime at :
         calendar::expand(*rule, *start, *start, calendar::LocalTime::max(), std::stoul(fields[2])))
        out += (out.empty() ? "" : " ") + calendar::format_local(at);
    return out;
}

} // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) std::cout << answer(line) << '\n';
}

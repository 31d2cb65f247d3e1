// SPDX-License-Identifier: MIT
#include "plugins/command/settings.hpp"

#include <array>
#include <charconv>

#include "base/json.hpp"
#include "base/text.hpp"

namespace kith::command {
namespace {

struct Unit {
    std::string_view word;
    double seconds;
};
constexpr std::array<Unit, 13> kUnits{{{"s", 1},
                                       {"sec", 1},
                                       {"second", 1},
                                       {"seconds", 1},
                                       {"min", 60},
                                       {"minute", 60},
                                       {"minutes", 60},
                                       {"h", 3600},
                                       {"hour", 3600},
                                       {"hours", 3600},
                                       {"d", 86400},
                                       {"day", 86400},
                                       {"days", 86400}}};

} // namespace

Result<std::chrono::milliseconds> read_deadline(std::string_view text) {
    const auto words = std::string(trim(text));
    const auto unexpected = [] {
        return fail("deadline: write it like `30 seconds` or `2 minutes`");
    };
    double count = 0;
    std::string_view rest = words;
    if (rest.starts_with("a ") || rest.starts_with("an ")) {
        count = 1;
        rest.remove_prefix(rest.find(' '));
    } else {
        const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), count);
        if (error != std::errc{}) return unexpected();
        rest.remove_prefix(static_cast<std::size_t>(end - words.data()));
    }
    for (const auto& unit : kUnits) {
        if (trim(rest) != unit.word) continue;
        const double seconds = count * unit.seconds;
        if (!(seconds >= 0.001 && seconds <= 86400)) return fail("deadline: at most a day");
        return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
    }
    return unexpected();
}

Result<Settings> read_settings(std::string_view json) {
    const auto object = parse_json(json);
    if (!object) return std::unexpected(object.error());
    Settings settings;
    const auto program = object->find("program");
    if (program != object->end() && program->is_string())
        settings.program.push_back(program->get<std::string>());
    if (program != object->end() && program->is_array()) {
        for (const auto& word : *program) {
            if (!word.is_string()) return fail("program: every word must be a text");
            settings.program.push_back(word.get<std::string>());
        }
    }
    if (settings.program.empty() || settings.program.front().empty())
        return fail("program: name a program to start, like [my-notifier, --quietly]");
    for (const auto& word : settings.program) {
        if (word.find('\0') != std::string::npos) return fail("program: a NUL has no place in it");
    }
    if (const auto text = string_or(*object, "deadline"); !text.empty()) {
        const auto deadline = read_deadline(text);
        if (!deadline) return std::unexpected(deadline.error());
        settings.deadline = *deadline;
    }
    return settings;
}

} // namespace kith::command

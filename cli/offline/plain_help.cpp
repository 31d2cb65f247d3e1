// SPDX-License-Identifier: MIT
#include "cli/offline/plain_help.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"

namespace kith::cli {
namespace {

constexpr std::size_t kColumn = 20;

std::string path_of(const CLI::App* command) {
    const auto* parent = command->get_parent();
    return parent ? path_of(parent) + " " + command->get_name() : command->get_name();
}

/// The command whose turn it was: `plugin try`, not `plugin`.
const CLI::App* innermost(const CLI::App* app) {
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return app;
}

std::vector<std::string> names_below(const CLI::App* command) {
    std::vector<std::string> out;
    for (const auto* each : command->get_subcommands({})) out.push_back(each->get_name());
    return out;
}

bool is_help(const CLI::Option* option) { return option->check_lname("help"); }

std::string with_value(const CLI::Option* option) {
    const auto& text = option->get_option_text();
    const auto name = option->get_name();
    return text.empty() ? name : name + " " + text;
}

class PlainHelp : public CLI::FormatterBase {
  public:
    std::string make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const override {
        auto out = fmt::format("{}.\n\n{}\n\n", app->get_description(), usage_of(*app));
        for (const auto* each : app->get_subcommands({}))
            out += line(each->get_name(), each->get_description());
        for (const auto* option : app->get_options())
            if (!is_help(option)) out += line(with_value(option), option->get_description());
        if (!app->get_footer().empty()) out += "\n" + app->get_footer() + "\n";
        return out;
    }

  private:
    static std::string line(const std::string& left, const std::string& right) {
        if (left.size() < kColumn) return fmt::format("  {:<{}}{}\n", left, kColumn, right);
        return fmt::format("  {}\n  {:<{}}{}\n", left, "", kColumn, right);
    }
};

std::string did_you_mean(const std::string& given, const std::vector<std::string>& known) {
    const std::vector<std::string_view> names(known.begin(), known.end());
    const auto near = nearest(given, names);
    return near.empty() ? "" : fmt::format(". Did you mean {}?", near);
}

std::string unknown_option(const CLI::App* command, const std::string& given) {
    const auto name = given.substr(0, given.find('='));
    std::vector<std::string> known;
    for (const auto* option : command->get_options())
        for (const auto& each : option->get_lnames()) known.push_back("--" + each);
    const auto near = did_you_mean(name, known);
    return fmt::format("there is no option {}{}", clean_line(name, 40),
                       near.empty() ? " here" : near);
}

std::string unknown_word(const CLI::App* command, const std::string& given) {
    const auto below = names_below(command);
    if (below.empty())
        return fmt::format("that is one word too many: {}. What belongs together goes into quotes",
                           clean_line(given, 40));
    return fmt::format("there is no {} {}{}", path_of(command), clean_line(given, 40),
                       did_you_mean(given, below));
}

std::string reason(const CLI::App* command, const CLI::ParseError& error) {
    const auto left = command->remaining();
    const auto option =
        std::ranges::find_if(left, [](const std::string& s) { return s.starts_with("-"); });
    if (option != left.end()) return unknown_option(command, *option);
    if (!left.empty()) return unknown_word(command, left.front());
    std::string text = error.what();
    if (dynamic_cast<const CLI::RequiredError*>(&error)) {
        const auto below = names_below(command);
        if (!below.empty()) return "say which: " + join_words(below, " or ");
        return text.substr(0, text.find(' ')) + " is missing";
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        return text.substr(0, text.find(':')) + " needs a value";
    if (dynamic_cast<const CLI::ValidationError*>(&error))
        if (const auto colon = text.find(": "); colon != std::string::npos) text.erase(colon, 1);
    return text;
}

} // namespace

std::shared_ptr<CLI::FormatterBase> plain_help() { return std::make_shared<PlainHelp>(); }

std::string usage_of(const CLI::App& command) {
    std::string out = "Usage: " + path_of(&command);
    if (const auto below = names_below(&command); !below.empty())
        return fmt::format("{} {} ...", out, fmt::join(below, "|"));
    for (const auto* option : command.get_options()) {
        if (is_help(option)) continue;
        const auto text = with_value(option);
        out += option->get_required() ? " " + text : " [" + text + "]";
    }
    return out;
}

std::string wrong_use(const CLI::App& app, const CLI::ParseError& error) {
    const auto* command = innermost(&app);
    return fmt::format("{}: {}\n{}", path_of(command), reason(command, error), usage_of(*command));
}

CLI::Validator whole_number(long least, long most) {
    return {[least, most](std::string& given) -> std::string {
                long value = 0;
                const auto* end = given.data() + given.size();
                const auto read = std::from_chars(given.data(), end, value);
                if (read.ec == std::errc{} && read.ptr == end && value >= least && value <= most)
                    return {};
                return fmt::format("takes a whole number from {} to {}, not {}", least, most,
                                   clean_line(given, 40));
            },
            ""};
}

CLI::Validator one_of(std::vector<std::string> words) {
    return {[words = std::move(words)](std::string& given) -> std::string {
                if (std::ranges::find(words, given) != words.end()) return {};
                return fmt::format("is {}, not {}{}", join_words(words, " or "),
                                   clean_line(given, 40), did_you_mean(given, words));
            },
            ""};
}

} // namespace kith::cli

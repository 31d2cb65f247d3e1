// SPDX-License-Identifier: MIT
#include "base/json.hpp"
#include "base/paths.hpp"
#include "cli/common/terminal.hpp"
#include "cli/offline/commands.hpp"
#include "cli/offline/config_dir.hpp"
#include "cli/offline/folder_command.hpp"
#include "core/config/support_file.hpp"

namespace kith::cli {
namespace {

/// Whatever is wrong elsewhere, this page is there.
int support(const std::string& given, bool json) {
    const auto dir = config_dir(given);
    const auto checked = read_config(dir);
    const auto known = config::load_support(bundled_words_dir().parent_path(), dir);
    const auto& country = checked.parsed.settings.you.country;
    const auto page = config::help_page(checked.words.bank, known, country);
    if (json) {
        Json help = Json::array();
        for (const auto& e : known.entries)
            help.push_back({{"country", e.country},
                            {"name", e.name},
                            {"call", e.call},
                            {"text", e.text},
                            {"web", e.web},
                            {"checked", e.checked},
                            {"from", e.from}});
        print(to_line({{"country", country}, {"help", std::move(help)}, {"text", page}}));
    } else {
        for (const auto& line : page) print(line);
    }
    for (const auto& problem : known.problems) complain(config::format(problem));
    return kOk;
}

} // namespace

void add_support(CLI::App& app, int& code) {
    add_folder_command(
        app,
        {"support", "Someone to talk to: helplines, and when a professional can help",
         "The numbers of your country (`you: {country: US}`), with the day each was looked up. A "
         "file\n~/.config/kith/support.yaml adds your own; the text is `help:` in the word file of "
         "your language.\nNothing of it is kept, counted or sent.\n\n  kith support",
         support},
        code);
}

} // namespace kith::cli

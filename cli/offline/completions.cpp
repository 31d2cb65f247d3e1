// SPDX-License-Identifier: MIT
#include <map>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/common/terminal.hpp"
#include "cli/common/words.hpp"
#include "cli/offline/commands.hpp"

namespace kith::cli {
namespace {

std::string all_words() {
    std::string out;
    for (const auto& word : command_words())
        out += (out.empty() ? "" : " ") + std::string{word.name};
    return out;
}

std::string naming_words() {
    std::string out;
    for (const auto& word : command_words())
        if (word.takes_name) out += (out.empty() ? "" : "|") + std::string{word.name};
    return out;
}

std::string bash() {
    return fmt::format(
        R"sh(# kith completions for bash: ~/.local/share/bash-completion/completions/kith
_kith() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}}
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "{0} --help --version" -- "$cur"))
        return
    fi
    case ${{COMP_WORDS[1]}} in
        {1}) COMPREPLY=($(compgen -W "$(kith list --ids 2>/dev/null)" -- "$cur")) ;;
        plugin) COMPREPLY=($(compgen -W "list info try" -- "$cur")) ;;
        later) COMPREPLY=($(compgen -W "tonight tomorrow weekend next-week" -- "$cur")) ;;
        completions) COMPREPLY=($(compgen -W "bash zsh fish" -- "$cur")) ;;
        check) COMPREPLY=($(compgen -d -- "$cur")) ;;
        *) COMPREPLY=($(compgen -W "--json --help" -- "$cur")) ;;
    esac
}}
complete -F _kith kith)sh",
        all_words(), naming_words());
}

std::string zsh() {
    std::string words;
    for (const auto& word : command_words()) {
        std::string help{word.help};
        for (auto at = help.find('\''); at != std::string::npos; at = help.find('\'', at + 4))
            help.replace(at, 1, "'\\''");
        words += fmt::format("\n        '{}:{}'", word.name, help);
    }
    return fmt::format(R"sh(#compdef kith
# kith completions for zsh: a folder of $fpath, as _kith
_kith() {{
    local -a commands
    commands=({0}
    )
    if (( CURRENT == 2 )); then
        _describe 'command' commands
        return
    fi
    case $words[2] in
        {1}) compadd -- ${{(f)"$(kith list --ids 2>/dev/null)"}} ;;
        plugin) compadd list info try ;;
        later) compadd tonight tomorrow weekend next-week ;;
        completions) compadd bash zsh fish ;;
        check) _files -/ ;;
        *) compadd -- --json --help ;;
    esac
}}
compdef _kith kith)sh",
                       words, naming_words());
}

std::string fish() {
    std::string out = "# kith completions for fish: put into "
                      "~/.config/fish/completions/kith.fish\ncomplete -c kith -f";
    for (const auto& word : command_words()) {
        std::string help{word.help};
        for (auto at = help.find('\''); at != std::string::npos; at = help.find('\'', at + 2))
            help.replace(at, 1, "\\'");
        out += fmt::format("\ncomplete -c kith -n __fish_use_subcommand -a {} -d '{}'", word.name,
                           help);
        if (word.takes_name)
            out += fmt::format("\ncomplete -c kith -n '__fish_seen_subcommand_from {}' -a '(kith "
                               "list --ids 2>/dev/null)'",
                               word.name);
    }
    out += "\ncomplete -c kith -n '__fish_seen_subcommand_from later' -a 'tonight tomorrow weekend "
           "next-week'";
    out += "\ncomplete -c kith -n '__fish_seen_subcommand_from plugin' -a 'list info try'";
    out += "\ncomplete -c kith -n '__fish_seen_subcommand_from completions' -a 'bash zsh fish'";
    return out;
}

} // namespace

void add_completions(CLI::App& app, int& code) {
    auto* command = app.add_subcommand("completions", "Print completions for your shell");
    auto shell = std::make_shared<std::string>();
    command->add_option("SHELL", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command->callback([shell, &code] {
        print(*shell == "bash" ? bash() : *shell == "zsh" ? zsh() : fish());
        code = kOk;
    });
}

} // namespace kith::cli

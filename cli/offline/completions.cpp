// SPDX-License-Identifier: MIT
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/common/terminal.hpp"
#include "cli/common/words.hpp"
#include "cli/offline/commands.hpp"
#include "cli/offline/plain_help.hpp"

namespace kith::cli {
namespace {

constexpr std::string_view kChannels =
    "together call video voice-note message email letter event reaction";

/// Those of `plugin try`, which its usage line leaves to its own help.
constexpr std::string_view kTryOptions =
    "--settings --secret --state --cursor --receipt --since --addresses "
    "--zone --title --body --stay --all --best-effort "
    "--trust --json ";

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

/// The options in a word's usage line: `--json --minutes`.
std::string options_of(const CommandWord& word) {
    std::string out{word.name == "plugin" ? kTryOptions : ""};
    for (auto at = word.usage.find("--"); at != std::string_view::npos;
         at = word.usage.find("--", at + 2)) {
        const auto end = word.usage.find_first_of(" ]|", at);
        out += std::string{word.usage.substr(at, end - at)} + " ";
    }
    return out + "--help";
}

std::string quoted(std::string_view text, std::string_view quote) {
    std::string out;
    for (const char c : text) out += c == '\'' ? std::string{quote} : std::string{c};
    return "'" + out + "'";
}

/// One `word) something ;;` for each word with options of its own.
std::string option_cases(std::string_view indent, std::string_view before, std::string_view after) {
    std::string out;
    for (const auto& word : command_words())
        out += fmt::format("\n{}{}) {}{}{} ;;", indent, word.name, before, options_of(word), after);
    return out;
}

std::string bash() {
    return fmt::format(
        R"sh(# kith completions for bash: ~/.local/share/bash-completion/completions/kith
_kith() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} options
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "{0} help --help --version" -- "$cur"))
        return
    fi
    if [[ $cur == -* ]]; then
        case ${{COMP_WORDS[1]}} in{2}
            *) options=--help ;;
        esac
        COMPREPLY=($(compgen -W "$options" -- "$cur"))
        return
    fi
    case ${{COMP_WORDS[COMP_CWORD-1]}} in
        --config|--state) COMPREPLY=($(compgen -d -- "$cur")); return ;;
        --history|--settings|--addresses) COMPREPLY=($(compgen -f -- "$cur")); return ;;
        --answers) COMPREPLY=($(compgen -W "ignore accept mixed" -- "$cur")); return ;;
        --channel) COMPREPLY=($(compgen -W "{3}" -- "$cur")); return ;;
        --direction) COMPREPLY=($(compgen -W "in out both" -- "$cur")); return ;;
    esac
    case ${{COMP_WORDS[1]}} in
        {1}) COMPREPLY=($(compgen -W "$(kith list --ids 2>/dev/null)" -- "$cur")) ;;
        plugin) COMPREPLY=($(compgen -W "list info try" -- "$cur")) ;;
        energy) COMPREPLY=($(compgen -W "low usual bright" -- "$cur")) ;;
        later) COMPREPLY=($(compgen -W "tonight tomorrow weekend next-week" -- "$cur")) ;;
        completions) COMPREPLY=($(compgen -W "bash zsh fish" -- "$cur")) ;;
        help) COMPREPLY=($(compgen -W "{0}" -- "$cur")) ;;
        audit | check) COMPREPLY=($(compgen -d -- "$cur")) ;;
    esac
}}
complete -F _kith kith)sh",
        all_words(), naming_words(), option_cases("            ", "options='", "'"), kChannels);
}

std::string zsh() {
    std::string words;
    for (const auto& word : command_words())
        words += "\n        " + quoted(fmt::format("{}:{}", word.name, word.help), "'\\''");
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
    if [[ $words[CURRENT] == -* ]]; then
        case $words[2] in{2}
        esac
        return
    fi
    case $words[CURRENT-1] in
        --config|--state) _files -/; return ;;
        --history|--settings|--addresses) _files; return ;;
        --answers) compadd ignore accept mixed; return ;;
        --channel) compadd {3}; return ;;
        --direction) compadd in out both; return ;;
    esac
    case $words[2] in
        {1}) compadd -- ${{(f)"$(kith list --ids 2>/dev/null)"}} ;;
        plugin) compadd list info try ;;
        energy) compadd low usual bright ;;
        later) compadd tonight tomorrow weekend next-week ;;
        completions) compadd bash zsh fish ;;
        audit|check) _files -/ ;;
    esac
}}
if [[ ${{funcstack[1]}} == _kith ]]; then
    _kith "$@"
else
    compdef _kith kith
fi)sh",
                       words, naming_words(), option_cases("            ", "compadd -- ", ""),
                       kChannels);
}

std::string fish() {
    std::string out = "# kith completions for fish: put into "
                      "~/.config/fish/completions/kith.fish\ncomplete -c kith -f";
    const auto add = [&](std::string_view word, std::string_view what) {
        out += fmt::format("\ncomplete -c kith -n '__fish_seen_subcommand_from {}' {}", word, what);
    };
    for (const auto& word : command_words()) {
        out += fmt::format("\ncomplete -c kith -n __fish_use_subcommand -a {} -d {}", word.name,
                           quoted(word.help, "\\'"));
        for (const auto& option : split(options_of(word), ' '))
            add(word.name, "-l " + option.substr(2));
        if (word.takes_name) add(word.name, "-a '(kith list --ids 2>/dev/null)'");
    }
    add("energy", "-a 'low usual bright'");
    add("later", "-a 'tonight tomorrow weekend next-week'");
    add("plugin", "-a 'list info try'");
    add("completions", "-a 'bash zsh fish'");
    add("audit", "-a '(__fish_complete_directories)'");
    add("check", "-a '(__fish_complete_directories)'");
    add("rehearse", "-l answers -x -a 'ignore accept mixed'");
    add("log", fmt::format("-l channel -x -a '{}'", kChannels));
    add("log", "-l direction -x -a 'in out both'");
    return out;
}

} // namespace

void add_completions(CLI::App& app, int& code) {
    auto* command = app.add_subcommand("completions", "Print completions for your shell");
    auto shell = std::make_shared<std::string>();
    command->add_option("SHELL", *shell, "bash, zsh or fish")
        ->required()
        ->check(one_of({"bash", "zsh", "fish"}));
    command->footer("For the shell you are in:\n\n"
                    "  bash   source <(kith completions bash)\n"
                    "  zsh    source <(kith completions zsh)\n"
                    "  fish   kith completions fish | source\n\n"
                    "For good: the first line of what it prints says where.");
    command->callback([shell, &code] {
        print(*shell == "bash" ? bash() : *shell == "zsh" ? zsh() : fish());
        code = kOk;
    });
}

} // namespace kith::cli

// SPDX-License-Identifier: MIT
#include "daemon/options.hpp"

#include <string_view>

#include "base/text.hpp"

namespace kith::daemon {

const char* const kHelp =
    "kithd senses contact with your people and, now and then, offers one gentle idea.\n"
    "\n"
    "Usage: kithd [--config DIR] [--state DIR] [--once [--at T] [--json]]\n"
    "\n"
    "  --config DIR  the folder with kith.yaml (default: $XDG_CONFIG_HOME/kith)\n"
    "  --state DIR   where it remembers (default: $XDG_STATE_HOME/kith)\n"
    "  --once        sense, decide at most one offer, hand it over, say what was done, and end\n"
    "  --at T        with --once and --state: as if it were then (2026-03-02T12:30)\n"
    "  --json        with --once: say it as one JSON line\n"
    "  --version, --help\n"
    "\n"
    "It usually runs as a user service. `kith status` asks it how things are.";

Result<Options> parse_options(int argc, char** argv) {
    Options out;
    for (int i = 1; i < argc; ++i) {
        std::string_view word = argv[i];
        std::string value;
        const auto equals = word.find('=');
        const bool inline_value = word.starts_with("--") && equals != std::string_view::npos;
        if (inline_value) {
            value = word.substr(equals + 1);
            word = word.substr(0, equals);
        }
        const bool takes_value = word == "--config" || word == "--state" || word == "--at";
        if (inline_value && !takes_value)
            return fail("there is no option " + clean_line(argv[i], 40) +
                        "; kithd --help lists them");
        if (word == "--once")
            out.once = true;
        else if (word == "--json")
            out.json = true;
        else if (word == "--help" || word == "-h")
            out.help = true;
        else if (word == "--version")
            out.version = true;
        else if (takes_value) {
            if (!inline_value && i + 1 < argc) value = argv[++i];
            if (value.empty()) return fail(std::string{word} + " needs a value");
            if (word == "--config")
                out.config = value;
            else if (word == "--state")
                out.state = value;
            else
                out.at = value;
        } else
            return fail("there is no option " + clean_line(word, 40) + "; kithd --help lists them");
    }
    if (!out.at.empty() && (!out.once || out.state.empty()))
        return fail("--at goes with --once and --state, so that no real ledger is touched");
    if (out.json && !out.once) return fail("--json goes with --once");
    return out;
}

} // namespace kith::daemon

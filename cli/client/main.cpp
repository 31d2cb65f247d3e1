// SPDX-License-Identifier: MIT
// kith: the thin client. It asks kithd and prints the answer; words that need no daemon are
// kith-offline's.
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <unistd.h>

#include "base/journal_stream.hpp"
#include "base/json.hpp"
#include "base/paths.hpp"
#include "base/text.hpp"
#include "cli/client/arguments.hpp"
#include "cli/client/no_contact.hpp"
#include "cli/client/requests.hpp"
#include "cli/client/service_state.hpp"
#include "cli/client/watch.hpp"
#include "cli/common/connection.hpp"
#include "cli/common/terminal.hpp"
#include "cli/common/words.hpp"

namespace kith::cli {
namespace {

void print_help(const CommandWord& word) {
    print(std::string{word.help} + ".\n\nUsage: kith " + std::string{word.name} +
          (word.usage.empty() ? "" : " ") + std::string{word.usage});
    if (!word.more.empty()) print("\n" + std::string{word.more});
}

void print_help() {
    print("kith helps you stay in touch with the people who matter to you.\n\nUsage: kith COMMAND "
          "[...]");
    for (const auto& word : command_words()) {
        if (!word.group.empty()) print("\n" + bold(word.group));
        std::string left = "  " + std::string{word.name} + " " + std::string{word.usage};
        if (left.size() > 46) {
            print(left);
            left.clear();
        }
        left.resize(48, ' ');
        print(left + std::string{word.help});
    }
    print("\nNAME is an id, a name, or the beginning of one. NUDGE is only needed for an older "
          "offer.\n"
          "With --json the answer is one JSON object. More: kith COMMAND --help, man kith.\n"
          "A first step without any daemon: kith rehearse --config DIR --from 2026-03-02");
}

int run_offline(int argc, char** argv) {
    const auto program = offline_path().string();
    std::vector<char*> arguments(argv, argv + argc);
    arguments.push_back(nullptr);
    (void)::execv(program.c_str(), arguments.data());
    complain("kith: " + program + " could not be started: " + std::strerror(errno));
    return kNotSo;
}

const CommandWord* find_word(std::string_view name) {
    for (const auto& word : command_words())
        if (word.name == name) return &word;
    return nullptr;
}

int unknown_word(const std::string& word) {
    std::vector<std::string_view> names;
    for (const auto& known : command_words()) names.push_back(known.name);
    const auto near = nearest(word, names);
    complain("kith: there is no command " + clean_line(word, 40) +
             (near.empty() ? ". `kith --help` lists them."
                           : ". Did you mean `kith " + std::string{near} + "`?"));
    return kWrongUse;
}

/// As `systemctl reload` has it: what is wrong with a configuration may call people by name.
bool is_for_journal(const Answered& answered, const Request& request) {
    return answered.code == kNotSo && std::string_view{request.method} == "Reload" &&
           stderr_is_journal();
}

int print_answer(const Answered& answered, const Request& request) {
    if (answered.code != kOk) {
        complain("kith: " + (is_for_journal(answered, request)
                                 ? "the configuration has errors; `kith check` shows where"
                                 : answered.text));
        return answered.code;
    }
    auto json = parse_json(answered.text, 64);
    if (!json || !json->is_object()) {
        print(answered.text);
        return kOk;
    }
    const bool so = bool_or(*json, "found", true) && bool_or(*json, "well", true);
    if (request.json) {
        json->erase("text");
        print(to_line(*json));
    } else if (const auto text = json->find("text"); text != json->end() && text->is_array())
        for (const auto& line : *text)
            if (line.is_string()) print(line.get<std::string>());
    return so ? kOk : kNotSo;
}

/// The one thing kithd cannot tell of itself: who starts it.
Answered with_service(Answered answered) {
    auto json = answered.code == kOk ? parse_json(answered.text, 64) : Result<Json>{fail("")};
    if (!json || !json->is_object()) return answered;
    const auto service = service_state();
    const char* state = service.fine ? "fine" : "hint";
    (*json)["checks"].push_back({{"state", state}, {"text", service.text}});
    auto& text = (*json)["text"];
    text.insert(text.begin(), std::string{state} + "  " + service.text);
    return {kOk, to_line(*json)};
}

int run(int argc, char** argv) {
    const std::string word = argc > 1 ? argv[1] : "";
    if (word.empty() || word == "--help" || word == "-h" || (word == "help" && argc < 3)) {
        print_help();
        return word.empty() ? kWrongUse : kOk;
    }
    if (word == "help") {
        const auto* asked = find_word(argv[2]);
        if (!asked) return unknown_word(argv[2]);
        if (!asked->offline) {
            print_help(*asked);
            return kOk;
        }
        std::string name = argv[2], help = "--help";
        std::array<char*, 3> swapped{argv[0], name.data(), help.data()};
        return run_offline(3, swapped.data());
    }
    if (word == "--version") {
        print("kith " KITH_VERSION);
        return kOk;
    }
    const auto* known = find_word(word);
    if (!known) return unknown_word(word);
    if (known->offline) return run_offline(argc, argv);
    const std::vector<std::string> rest(argv + 2, argv + argc);
    for (const auto& text : rest) {
        if (text != "--help" && text != "-h") continue;
        print_help(*known);
        return kOk;
    }
    const auto request = make_request(word, rest);
    if (!request) {
        complain("kith " + word + ": " + request.error().text + "\nUsage: kith " + word +
                 (known->usage.empty() ? "" : " ") + std::string{known->usage});
        return kWrongUse;
    }
    if (!request->question.empty()) {
        if (::isatty(STDIN_FILENO) == 0) {
            complain("kith " + word + ": this is for good, so it wants a yes; add --yes");
            return kWrongUse;
        }
        if (!agreed(request->question)) {
            print("Nothing was changed.");
            return kNotSo;
        }
    }
    auto connection = Connection::open();
    if (!connection) {
        const bool asks_why = word == "doctor" || word == "status";
        if (const auto fault = asks_why ? service_fault() : std::string{}; !fault.empty()) {
            complain("kithd is not running here. " + fault);
            return kNotReachable;
        }
        complain(connection.error().text);
        if (word == "doctor") complain(service_state().text);
        return kNotReachable;
    }
    if (word == "watch") return watch(*connection);
    auto answered = connection->call(request->method, request->arguments, request->patience);
    if (word == "doctor") answered = with_service(std::move(answered));
    const int code = print_answer(answered, *request);
    if (word != "no-contact" || code != kOk) return code;
    const auto reply = parse_json(answered.text, 64);
    return reply ? take_lines_out(*connection, *request, *reply) : code;
}

} // namespace
} // namespace kith::cli

int main(int argc, char** argv) try {
    return kith::cli::finish(kith::cli::run(argc, argv));
} catch (const std::exception& e) {
    kith::cli::complain(std::string{"kith: "} + e.what());
    return kith::cli::kNotSo;
}

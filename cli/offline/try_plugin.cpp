// SPDX-License-Identifier: MIT
#include <algorithm>
#include <fstream>
#include <map>
#include <sys/stat.h>

#include <fmt/format.h>

#include "base/clock.hpp"
#include "base/files.hpp"
#include "base/paths.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "cli/common/terminal.hpp"
#include "cli/offline/config_dir.hpp"
#include "cli/offline/try_options.hpp"
#include "core/calendar/civil.hpp"
#include "core/calendar/zone_auto.hpp"
#include "core/config/settings_file.hpp"
#include "core/config/settings_json.hpp"
#include "core/config/values.hpp"
#include "wire/no_host.hpp"
#include "wire/run_job.hpp"

namespace kith::cli {
namespace {

constexpr auto kLookBack = std::chrono::days{180};
constexpr auto kLookAhead = std::chrono::days{14};
constexpr std::size_t kMaxSettings = std::size_t{1024} * 1024;

/// How long the address is that begins the line: a telephone number may hold blanks, and a last
/// word that could be a connection's id is one.
std::size_t address_length(std::string_view line) {
    const auto space = line.rfind(' ');
    if (space == std::string_view::npos) return line.size();
    const auto last = line.substr(space + 1);
    const bool number = line.starts_with("tel:") &&
                        last.find_first_not_of("0123456789()-./") == std::string_view::npos;
    return number || !config::is_id(last) ? line.size() : space;
}

/// `ADDRESS [CONNECTION]` a line, `self ADDRESS` for one's own; `#` begins a comment.
Result<std::vector<wire::AddressEntry>> read_addresses(const std::string& file) {
    std::ifstream in{file};
    if (!in) return fail(file + ": this file cannot be read");
    std::vector<wire::AddressEntry> out;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        auto text = trim(line);
        if (text.empty() || text.front() == '#') continue;
        wire::AddressEntry entry;
        if (text.starts_with("self ")) {
            entry.is_self = true;
            text = trim(text.substr(5));
        }
        const auto length = entry.is_self ? text.size() : address_length(text);
        const auto address = parse_address(trim(text.substr(0, length)));
        if (!address) return fail(fmt::format("{}:{}: {}", file, number, address.error().text));
        entry.address = address->text();
        if (length < text.size())
            entry.connection = trim(text.substr(length));
        else if (!entry.is_self)
            entry.connection = address->value;
        out.push_back(std::move(entry));
    }
    return out;
}

wire::NudgeOrder sample_nudge(const TryOptions& options, Instant now) {
    wire::NudgeOrder nudge;
    nudge.id = random_id();
    nudge.connection = "ana";
    nudge.title = options.title;
    nudge.body = options.body;
    nudge.step = "one-line";
    nudge.open_uri = "mailto:ana@example.net";
    nudge.answers = {{"going", "Say hi"}, {"smaller", "Smaller"}, {"later", "Not now"}};
    nudge.reply_with = "Reply with";
    nudge.expires = now + std::chrono::hours{36};
    return nudge;
}

/// The secrets the settings name, each from the file that `--secret NAME=FILE` gives for it.
Result<std::map<std::string, Secret>> read_secrets(const TryOptions& options,
                                                   const PluginInstance& instance) {
    std::map<std::string, Secret> out;
    for (const auto& [key, name] : instance.secret_refs) {
        const auto given = std::ranges::find_if(
            options.secrets, [&](const std::string& each) { return each.starts_with(name + "="); });
        if (given == options.secrets.end())
            return fail(fmt::format("the secret {0} is not given; write --secret {0}=FILE", name));
        auto text = read_file_or_pipe(given->substr(name.size() + 1), kMaxSettings);
        if (!text) return std::unexpected(text.error());
        out[key] = Secret{std::string{trim(*text)}};
    }
    return out;
}

/// The host closes a state folder to others; one that stood open before was made for something
/// else.
Result<std::filesystem::path> state_folder(const std::string& named) {
    auto folder = std::filesystem::absolute(named);
    struct stat info{};
    if (::stat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode) && (info.st_mode & 077U) != 0)
        return fail(fmt::format("others may open {}; name a folder of its own, which is made if "
                                "it is not there",
                                folder.string()));
    if (auto made = make_private_dir(folder); !made) return std::unexpected(made.error());
    return folder;
}

Result<wire::JobRequest> make_request(const TryOptions& options, const wire::CatalogEntry& entry) {
    const auto call = wire::call_from(options.role);
    if (!call || *call == wire::Call::Hold ||
        (wire::role_of(*call) & wire::Catalog::ref(entry).roles) == 0)
        return fail(fmt::format("the plugin {} cannot {}; it can {}", options.name,
                                clean_line(options.role, 30),
                                fmt::join(entry.manifest.roles, ", ")));
    std::string text;
    if (!options.settings.empty()) {
        auto read = read_file_or_pipe(options.settings, kMaxSettings);
        if (!read) return std::unexpected(read.error());
        text = std::move(*read);
    }
    const auto file = options.settings.empty() ? "(no --settings)" : options.settings;
    const auto parsed = config::parse_settings_file(file, text, entry.manifest);
    for (const auto& problem : parsed.problems) complain(config::format(problem));
    if (config::has_errors(parsed.problems)) return fail("the settings cannot be used as they are");
    auto secrets = read_secrets(options, parsed.instance);
    if (!secrets) return std::unexpected(secrets.error());
    auto zone = calendar::system_zone().zone;
    if (!options.zone.empty()) {
        auto named = calendar::Zone::named(options.zone);
        if (!named) return std::unexpected(named.error());
        zone = *named;
    }
    wire::JobRequest request;
    request.call = *call;
    request.instance = options.name;
    request.plugin = wire::Catalog::ref(entry);
    request.zone = zone.name();
    request.now = SystemClock{}.now();
    request.since = *call == wire::Call::Plan ? request.now : request.now - kLookBack;
    request.until = request.now + kLookAhead;
    if (!options.since.empty()) {
        const auto since = calendar::parse_moment(options.since, zone);
        if (!since) return fail("--since: " + since.error().text);
        request.since = *since;
    }
    if (options.cursor && *call != wire::Call::Sense) return fail("--cursor is for sense alone");
    request.cursor = options.cursor;
    if (!options.state.empty()) {
        auto state = state_folder(options.state);
        if (!state) return std::unexpected(state.error());
        request.state_dir = std::move(*state);
    }
    request.want_skipped = options.all;
    request.best_effort = options.best_effort;
    request.settings = config::settings_json(parsed.instance);
    request.secrets = std::move(*secrets);
    if (*call == wire::Call::Deliver || *call == wire::Call::Withdraw) {
        request.deadline = wire::kDeliverDeadline;
        request.nudge = sample_nudge(options, request.now);
        if (*call == wire::Call::Withdraw) request.nudge->previous = options.receipt;
    }
    if (!options.addresses.empty()) {
        auto addresses = read_addresses(options.addresses);
        if (!addresses) return std::unexpected(addresses.error());
        request.addresses = std::move(*addresses);
    }
    return request;
}

/// What stands in `kith status` when kithd runs it.
void tell_outcome(const std::string& name, const wire::Outcome& outcome) {
    if (outcome.rejected > 0)
        complain(fmt::format("{}: {} passed over{}", name,
                             outcome.rejected == 1
                                 ? "one record was"
                                 : fmt::format("{} records were", outcome.rejected),
                             outcome.ok() ? ": " + outcome.text : ""));
    else if (outcome.ok() && !outcome.text.empty())
        complain(fmt::format("{}: {}", name, outcome.text));
    for (const auto& host : outcome.refused)
        complain(fmt::format("{}: asked for {} and was refused it; its settings have to name it",
                             name, host == wire::kNoHost ? host : "\"" + host + "\""));
    if (outcome.ok()) return;
    const auto kind = wire::to_word(outcome.kind);
    complain(outcome.text.starts_with(kind) ? fmt::format("{}: {}", name, outcome.text)
                                            : fmt::format("{}: {}: {}", name, kind, outcome.text));
}

} // namespace

int try_plugin(const TryOptions& options) {
    const auto catalog = wire::Catalog::scan();
    const auto* entry = catalog.find(options.name);
    if (!entry) {
        complain(fmt::format(
            "kith plugin try: there is no plugin {}; `kith plugin list` shows what there is",
            clean_line(options.name, 60)));
        return kNotSo;
    }
    if (const auto refusal = wire::Catalog::refusal(*entry, true); !refusal.empty()) {
        complain("kith plugin try: " + refusal);
        return kNotSo;
    }
    if (wire::Catalog::needs_trust(*entry) && !options.trust) {
        complain(fmt::format("kith plugin try: the plugin {} is not part of Kith and wants to run "
                             "programs or use a bus; if you trust it, add --trust",
                             options.name));
        return kNotSo;
    }
    const auto request = make_request(options, *entry);
    if (!request) {
        complain("kith plugin try: " + request.error().text);
        return kWrongUse;
    }
    wire::RunOptions run;
    run.host = host_path();
    // Under its own name, so that it passes for nothing else.
    const auto said = [&](std::string_view text) {
        complain(fmt::format("{}: {}", options.name, clean_line(text, wire::kMaxLogLine)));
    };
    run.on_output = said;
    run.stay = std::chrono::seconds{options.stay_s};
    const auto outcome = wire::run_job(run, *request, [&](const wire::Record& record) {
        if (const auto* log = std::get_if<wire::LogRecord>(&record))
            said(log->text);
        else
            print(wire::format_record(record));
    });
    tell_outcome(options.name, outcome);
    return outcome.ok() && outcome.rejected == 0 ? kOk : kNotSo;
}

} // namespace kith::cli

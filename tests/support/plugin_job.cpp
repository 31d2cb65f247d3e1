// SPDX-License-Identifier: MIT
// plugin_job HOST PLUGIN_DIR NAME: runs one job of a plugin in the real host and jail, as kithd
// does. The request is one JSON object on standard input (call, settings, secrets, addresses,
// cursor, since, now, nudge ...); each record is printed as a line, then one with the outcome.
#include <iostream>
#include <iterator>
#include <string>

#include "base/json.hpp"
#include "wire/catalog.hpp"
#include "wire/run_job.hpp"

using namespace kith;

namespace {

Instant instant(const Json& in, const char* key, std::int64_t fallback) {
    return Instant{std::chrono::seconds{int_or(in, key, fallback)}};
}

void read_addresses(const Json& in, wire::JobRequest& out) {
    if (!in.contains("addresses")) return;
    for (const auto& each : in["addresses"]) {
        wire::AddressEntry entry;
        entry.is_self = bool_or(each, "self", false);
        entry.connection = string_or(each, "connection");
        entry.address = string_or(each, "address");
        out.addresses.push_back(std::move(entry));
    }
}

wire::JobRequest read_request(const Json& in, const wire::CatalogEntry& entry) {
    wire::JobRequest out;
    out.call = wire::call_from(string_or(in, "call", "sense")).value();
    out.instance = "under-test";
    out.plugin = wire::Catalog::ref(entry);
    out.deadline = std::chrono::milliseconds{int_or(in, "deadline_ms", 60'000)};
    out.now = instant(in, "now", 0);
    out.since = instant(in, "since", 0);
    out.until = out.now;
    if (in.contains("cursor") && in["cursor"].is_string()) out.cursor = in["cursor"];
    if (in.contains("nudge")) out.nudge = wire::nudge_from(in["nudge"]);
    out.want_skipped = bool_or(in, "all", false);
    out.best_effort = bool_or(in, "best_effort", false);
    out.state_dir = string_or(in, "state_dir");
    Json settings = Json::object();
    for (const auto& spec : entry.manifest.settings)
        if (spec.fallback && !spec.secret)
            std::visit([&](const auto& value) { settings[spec.key] = value; }, *spec.fallback);
    if (in.contains("settings")) settings.update(in["settings"]);
    out.settings = to_line(settings);
    if (in.contains("secrets"))
        for (const auto& [key, value] : in["secrets"].items())
            out.secrets[key] = Secret{value.get<std::string>()};
    read_addresses(in, out);
    return out;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const auto catalog = wire::Catalog::scan({}, argv[2]);
    const auto* entry = catalog.find(argv[3]);
    const auto in = parse_json(std::string{std::istreambuf_iterator<char>{std::cin}, {}});
    if (entry == nullptr || !in) {
        std::cerr << "no such plugin, or no request\n";
        return 2;
    }
    wire::RunOptions run;
    run.host = argv[1];
    run.on_output = [](std::string_view line) { std::cerr << line << '\n'; };
    const auto outcome =
        wire::run_job(run, read_request(*in, *entry), [](const wire::Record& record) {
            std::cout << wire::format_record(record) << '\n';
        });
    std::cout << to_line({{"type", "outcome"},
                          {"ok", outcome.ok()},
                          {"kind", std::string{wire::to_word(outcome.kind)}},
                          {"text", outcome.text},
                          {"rejected", outcome.rejected},
                          {"delivered", outcome.delivered},
                          {"jail", outcome.jail},
                          {"jail_text", outcome.jail_text},
                          {"reached", outcome.reached},
                          {"refused", outcome.refused},
                          {"took_ms", outcome.took.count()},
                          {"max_rss_kb", outcome.max_rss_kb}})
              << '\n';
}

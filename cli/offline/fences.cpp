// SPDX-License-Identifier: MIT
#include "cli/offline/fences.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/paths.hpp"
#include "cli/common/connection.hpp"
#include "cli/common/terminal.hpp"
#include "wire/request.hpp"
#include "wire/run_job.hpp"

namespace kith::cli {
namespace {

constexpr std::chrono::seconds kTryFor{10};

} // namespace

Fences::Fences(bool of_own) {
    if (!of_own) return;
    auto kithd = Connection::open();
    if (!kithd) {
        hangs_ = kithd.error().text == kSilent;
        return;
    }
    const auto answer = kithd->call("Status", {});
    hangs_ = answer.code == kNotReachable;
    if (answer.code != 0) return;
    const auto status = parse_json(answer.text);
    if (!status || !status->is_object() || !status->contains("confined")) return;
    told_.emplace();
    for (const auto& line : status->at("confined"))
        if (line.is_string()) told_->push_back(line.get<std::string>());
}

std::vector<std::string> Fences::at_last_run(const std::string& instance) const {
    std::vector<std::string> out;
    const auto start = instance + ": ";
    for (const auto& line : told_.value_or(std::vector<std::string>{})) {
        if (!line.starts_with(start)) continue;
        auto rest = line.substr(start.size());
        if (std::ranges::find(out, rest) == out.end()) out.push_back(std::move(rest));
    }
    return out;
}

std::string Fences::here() {
    wire::JobRequest request; // of no plugin: the jail is made before one would be loaded
    request.call = wire::Call::Attend;
    request.deadline = kTryFor;
    wire::RunOptions options;
    options.host = host_path();
    const auto outcome = wire::run_job(options, request, [](const wire::Record&) {});
    if (outcome.jail.empty()) return {};
    return fmt::format("{} ({})", outcome.jail, outcome.jail_text);
}

} // namespace kith::cli

// SPDX-License-Identifier: MIT
#include "daemon/loop/doctor.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/random.hpp"
#include "core/policy/spans.hpp"
#include "core/words/messages.hpp"
#include "daemon/life/unnamed.hpp"

namespace kith::daemon {
namespace {

constexpr std::string_view kAddress = "address:";

/// What a mail plugin hints at: a folder that is not read, an address that is not listed.
std::string_view hinted_at(std::string_view ref) {
    for (const std::string_view kind : {std::string_view{"folder:"}, kAddress})
        if (ref.starts_with(kind)) return ref.substr(kind.size());
    return {};
}

} // namespace

struct Doctor::Visit {
    Examination found;
    std::function<void(Examination)> done;
    int left = 1; ///< one for the start itself
};

void Doctor::ended(const Shared& visit) {
    if (--visit->left == 0) visit->done(std::move(visit->found));
}

bool Doctor::fails(const std::string& instance, wire::Call call) const {
    const auto* health = jobs_.fleet().health(instance, call);
    return health && health->failures > 0;
}

bool Doctor::is_troubled(const std::string& instance) const {
    using enum wire::Call;
    return std::ranges::any_of(std::array{Sense, Plan, Attend}, [&](wire::Call call) {
        const auto* health = jobs_.fleet().health(instance, call);
        return health && (health->failures > 0 || !health->last.text.empty());
    });
}

void Doctor::examine(bool ring_too, std::function<void(Examination)> done) {
    const auto visit = std::make_shared<Visit>(Visit{.found = {}, .done = std::move(done)});
    visit->found.tried = true;
    look_at_sources(visit);
    for (const auto& id : life_.settings().deliver) {
        const auto* instance = jobs_.instance(id);
        if (!instance) continue;
        if (ring_too)
            ring(*instance, visit);
        else if (!jobs_.fleet().health(id, wire::Call::Deliver))
            visit->found.fine.push_back(fmt::format(
                "{}: nothing to bring so far; `kith doctor --ring` sends a sample.", id));
        else if (!fails(id, wire::Call::Deliver))
            visit->found.fine.push_back(fmt::format("{}: brought what there was to bring.", id));
    }
    look_at_secrets(visit);
    ended(visit);
}

void Doctor::look_at_sources(const Shared& visit) {
    ++visit->left;
    const auto looked = [this, visit] {
        for (const auto* instance : jobs_.with_role("sense"))
            if (!fails(instance->id, wire::Call::Sense)) {
                if (!is_troubled(instance->id))
                    visit->found.fine.push_back(fmt::format("{}: read just now.", instance->id));
                ask_for_hints(*instance, visit);
            }
        ended(visit);
    };
    senses_.refresh({true, true, true}, looked, true);
}

void Doctor::ask_for_hints(const PluginInstance& instance, const Shared& visit) {
    auto request = jobs_.request(instance, wire::Call::Sense);
    request.want_skipped = true;
    fleet::JobCallbacks callbacks;
    callbacks.on_record = [this, visit, id = instance.id](const wire::Record& record) {
        const auto* skipped = std::get_if<wire::SkippedRecord>(&record);
        const auto about = skipped ? hinted_at(skipped->ref) : std::string_view{};
        if (about.empty()) return;
        const auto told = unnamed(about, life_);
        // The person is not asked whether an address is theirs that is of somebody without contact.
        if (told != about && skipped->ref.starts_with(kAddress)) return;
        visit->found.hints.push_back(
            fmt::format("{}: {}: {}.", id, told, unnamed(skipped->because, life_)));
    };
    callbacks.on_done = [visit](const wire::Outcome&) { ended(visit); };
    if (jobs_.submit(instance, std::move(request), std::move(callbacks), true)) ++visit->left;
}

void Doctor::ring(const PluginInstance& instance, const Shared& visit) {
    const auto words = words::sample(life_.words());
    auto request = jobs_.request(instance, wire::Call::Deliver);
    request.nudge.emplace();
    request.nudge->id = random_id();
    request.nudge->title = words.title;
    request.nudge->body = words.body;
    request.nudge->expires = life_.now() + policy::from_hours(1);
    fleet::JobCallbacks callbacks;
    callbacks.on_done = [visit, id = instance.id](const wire::Outcome& outcome) {
        if (outcome.delivered)
            visit->found.fine.push_back(fmt::format("{}: has brought a sample just now.", id));
        ended(visit);
    };
    // A plugin that may not run stands in the health lines.
    if (jobs_.submit(instance, std::move(request), std::move(callbacks), true)) ++visit->left;
}

void Doctor::look_at_secrets(const Shared& visit) {
    for (const auto& [name, source] : secrets_.sources()) {
        ++visit->left;
        secrets_.read(name, [visit, name](const fleet::SecretAnswer& answer) {
            if (answer)
                visit->found.fine.push_back(fmt::format("Secret {}: can be had.", name));
            else
                visit->found.ailments.push_back(
                    with_its_own(fmt::format("Secret {}: {}", name, answer.error().text)));
            ended(visit);
        });
    }
}

} // namespace kith::daemon

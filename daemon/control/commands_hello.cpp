// SPDX-License-Identifier: MIT
// `kith hello`: seven days of small hellos, for whoever asks.
#include <fmt/format.h>

#include "core/policy/hello_days.hpp"
#include "daemon/control/commands.hpp"
#include "daemon/life/when.hpp"

namespace kith::daemon {
namespace {

std::unexpected<CommandError> not_so(std::string text) {
    return std::unexpected(CommandError{false, std::move(text)});
}

Json only(std::string_view line) {
    return {{"found", false}, {"say", line}, {"text", Json::array({line})}};
}

Result<void> tell(Life& life, std::string_view what) {
    Event e;
    e.kind = EventKind::Told;
    e.at = life.now();
    e.occasion = what;
    if (auto done = life.commit({e}, {}); !done) return std::unexpected(done.error());
    return {};
}

} // namespace

CommandResult Commands::hello(bool over) {
    if (auto why = unready()) return not_so(std::move(*why));
    const auto now = life_.now();
    const auto& zone = life_.zone();
    const auto hellos = policy::hellos_at(life_.memory(), zone, now);
    if (over) {
        if (hellos != policy::Hellos::On) return not_so("no days of small hellos are on.");
        if (auto done = tell(life_, policy::kHellosOver); !done) return not_so(done.error().text);
        return said("All right. `kith hello` begins anew whenever you like.");
    }
    if (policy::hellos_wait(life_.settings(), life_.memory(), zone, now))
        return only("That can wait. It is here whenever it suits again.");
    if (hellos == policy::Hellos::Gone) {
        if (auto done = tell(life_, policy::kHellosGone); !done) return not_so(done.error().text);
        return only("Those days of small hellos have gone by, and the hellos stay yours. `kith "
                    "hello` begins anew whenever you like.");
    }
    if (hellos == policy::Hellos::None)
        if (auto done = tell(life_, policy::kHellos); !done) return not_so(done.error().text);
    const auto first = calendar::local_day(life_.memory().told.find(policy::kHellos)->second, zone);
    const auto* idea = policy::hello_of(life_.words(), first, calendar::local_day(now, zone));
    const std::string title = idea ? idea->title : "A small hello today?";
    const std::string body = idea ? idea->body : "To somebody you pass.";
    const auto end = zone.to_instant_earliest(first + policy::kHelloDays);
    Json text = Json::array({title, body});
    if (hellos == policy::Hellos::None)
        text.push_back(fmt::format("`kith hello` has another each day until {}, if you like, and "
                                   "nothing is counted. `kith hello --over` ends it sooner.",
                                   when(end, now, zone)));
    return Json{{"found", true},
                {"title", title},
                {"body", body},
                {"until", calendar::format_instant(end, zone)},
                {"text", std::move(text)}};
}

} // namespace kith::daemon

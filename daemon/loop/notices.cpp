// SPDX-License-Identifier: MIT
#include "daemon/loop/notices.hpp"

#include <utility>

#include "base/log.hpp"
#include "base/random.hpp"
#include "core/policy/remembrance.hpp"
#include "core/policy/spans.hpp"
#include "daemon/loop/discreet_words.hpp"

namespace kith::daemon {

void Notices::go_quiet(std::function<void()> done) {
    Event told, kept;
    told.kind = EventKind::AmbientTold;
    kept.kind = EventKind::AmbientKept;
    say(words::going_quiet(life_.words()), {told},
        {.by = life_.settings().deliver, .kept = {kept}, .done = std::move(done)});
}

void Notices::tell_troubles(const std::vector<std::string>& things, std::vector<std::string> by,
                            std::function<void()> done) {
    std::vector<Event> told;
    Saying saying{.by = std::move(by), .done = std::move(done)};
    for (const auto& thing : things) {
        Event e;
        e.kind = EventKind::TroubleTold;
        e.deliverer = thing;
        told.push_back(e);
        e.kind = EventKind::TroubleKept;
        saying.kept.push_back(std::move(e));
    }
    say(words::trouble(life_.words(), things), std::move(told), std::move(saying));
}

void Notices::tell_remembrance(const words::Message& message, const Connection& of,
                               std::function<void()> done) {
    Event told;
    told.kind = EventKind::Told;
    told.connection = of.id;
    told.occasion = policy::kRemember;
    say(message, {told},
        {.by = life_.settings().deliver,
         .done = std::move(done),
         .discreet = of.discreet && of.label.empty()});
}

void Notices::tell_page(const words::Message& message, std::vector<Event> told,
                        std::function<void()> done) {
    say(message, std::move(told), {.by = life_.settings().reflection.by, .done = std::move(done)});
}

void Notices::say(const words::Message& words, std::vector<Event> told, Saying saying) {
    auto& message = saying.message;
    message.id = random_id();
    message.title = words.title;
    message.body = words.body;
    message.expires = life_.now() + policy::from_hours(life_.settings().response.expire_h);
    for (auto* events : {&told, &saying.kept})
        for (auto& e : *events) {
            e.at = life_.now();
            e.nudge = message.id;
        }
    if (!life_.commit(told, {})) return saying.done();
    for (const auto& e : told)
        if (e.kind == EventKind::TroubleTold)
            log_event(Level::Notice, episode::kTroubleTold, {{"plugin", e.deliverer}});
    say_by(0, std::make_shared<const Saying>(std::move(saying)));
}

void Notices::say_by(std::size_t index, const std::shared_ptr<const Saying>& saying) {
    if (index >= saying->by.size()) {
        (void)life_.commit(saying->kept, {});
        return saying->done();
    }
    const auto* instance = jobs_.instance(saying->by[index]);
    if (!instance) return say_by(index + 1, saying);
    auto request = jobs_.request(*instance, wire::Call::Deliver);
    request.nudge = saying->message;
    request.nudge->discreet = saying->discreet;
    if (saying->discreet && others_may_see(*instance)) {
        auto words = discreet_words(life_, saying->message.id);
        request.nudge->title = std::move(words.title);
        request.nudge->body = std::move(words.body);
    }
    fleet::JobCallbacks callbacks;
    callbacks.on_done = [this, index, saying](const wire::Outcome& outcome) {
        if (outcome.delivered || wire::may_have_arrived(outcome)) return saying->done();
        say_by(index + 1, saying);
    };
    const auto submitted = jobs_.submit(*instance, std::move(request), std::move(callbacks));
    if (!submitted) say_by(index + 1, saying);
}

} // namespace kith::daemon

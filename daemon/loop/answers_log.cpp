// SPDX-License-Identifier: MIT
// `kith log`: contact that has been.
#include <algorithm>

#include <fmt/format.h>

#include "base/random.hpp"
#include "base/text.hpp"
#include "daemon/loop/answers.hpp"

namespace kith::daemon {

Result<Touchpoint> Answers::read(const Logged& what) const {
    Touchpoint touch;
    const auto told = what.told.value_or(life_.now());
    touch.at = told;
    touch.source = "manual";
    touch.said = what.channel.empty();
    if (!what.channel.empty()) {
        const auto channel = channel_from(what.channel);
        if (!channel)
            return fail(fmt::format(
                "{} is no channel; there are together, call, video, voice-note, message, "
                "email, letter, event and reaction",
                clean_line(what.channel, 40)));
        touch.channel = *channel;
    }
    if (!what.direction.empty()) {
        const auto direction = direction_from(what.direction);
        if (!direction) return fail("a direction is in, out or both");
        touch.direction = *direction;
    }
    constexpr int kMostMinutes = 24 * 60;
    if (what.minutes > kMostMinutes)
        return fail("more than 1440 minutes, a whole day, is not noted as one contact");
    if (what.minutes >= 0) touch.minutes = what.minutes;
    if (!what.at.empty()) {
        const auto at = past_moment(what.at, told);
        if (!at) return std::unexpected(at.error());
        if (*at > told)
            return fail("that moment is still ahead; `kith plan` notes what is to come");
        touch.at = *at;
    }
    return touch;
}

/// *hello* is a small hello, where nobody is called so.
Result<std::size_t> Answers::find_logged(const std::string& name) const {
    auto found = life_.find(name);
    if (found || lower_ascii(name) != "hello") return found;
    const auto& all = life_.goals().all;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].connection->circle == Circle::SmallHello &&
            life_.state_of(i) <= State::TheirTurn)
            return i;
    return fail("there is no small hello among your connections yet; one with `circle: "
                "small-hello` takes them");
}

Result<std::string> Answers::log(const Logged& what) {
    auto read_touch = read(what);
    if (!read_touch) return std::unexpected(read_touch.error());
    auto touch = std::move(*read_touch);
    policy::Reply reply;
    std::vector<std::string> names;
    for (const auto& name : what.names) {
        const auto i = find_logged(name);
        if (!i) return std::unexpected(i.error());
        const auto& c = *life_.goals().all[*i].connection;
        if (const auto state = life_.state_of(*i); state >= State::Ended)
            return fail(closed(*i, state));
        if (std::ranges::find(reply.touches, c.id, &Touchpoint::connection) != reply.touches.end())
            continue; // named twice, met once
        touch.connection = c.id;
        touch.ref = what.ref.empty() ? "log:" + random_id() : what.ref;
        reply.events.push_back(event(EventKind::Logged, c.id));
        reply.touches.push_back(touch);
        names.push_back(name_of(*i));
    }
    const auto only = reply.touches.size() == 1
                          ? life_.goals().find(reply.touches.front().connection)
                          : std::nullopt;
    const bool small = only && life_.goals().all[*only].connection->circle == Circle::SmallHello;
    reply.say = small ? std::string{"Noted: a small hello."}
                      : fmt::format("Noted: you were in touch with {}.", join_words(names));
    return finish({}, reply); // to no offer
}

} // namespace kith::daemon

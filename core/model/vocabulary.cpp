// SPDX-License-Identifier: MIT
#include "core/model/vocabulary.hpp"

#include <array>
#include <cstddef>

namespace kith {
namespace {

using Words = std::string_view;

constexpr std::array kCircles{Words{"inner"}, Words{"close"},       Words{"wide"},
                              Words{"outer"}, Words{"new-friend"},  Words{"group"},
                              Words{"care"},  Words{"small-hello"}, Words{"old-friend"}};
constexpr std::array kKinds{Words{"intimate"}, Words{"relational"}, Words{"collective"},
                            Words{"professional"}, Words{"micro"}};
constexpr std::array kChannels{
    Words{"together"}, Words{"call"},   Words{"video"}, Words{"voice-note"}, Words{"message"},
    Words{"email"},    Words{"letter"}, Words{"event"}, Words{"reaction"},   Words{"none"}};
constexpr std::array kDirections{Words{"in"}, Words{"out"}, Words{"both"}};
constexpr std::array kSights{Words{"seen"}, Words{"partly"}, Words{"unseen"}};
constexpr std::array kStates{Words{"active"},    Words{"their_turn"}, Words{"resting"},
                             Words{"paused"},    Words{"ended"},      Words{"remembered"},
                             Words{"no_contact"}};
constexpr std::array kCounts{Words{"any"}, Words{"voice"}, Words{"together"}};
constexpr std::array kFeels{Words{"safe"}, Words{"mixed"}, Words{"hard"}};
constexpr std::array kPaces{Words{"ambient"}, Words{"gentle"}, Words{"steady"}, Words{"lively"}};
constexpr std::array kEnergies{Words{"low"}, Words{"usual"}, Words{"bright"}};
constexpr std::array kLifeEvents{Words{"away"}, Words{"new-baby"}, Words{"exams"}, Words{"illness"},
                                 Words{"bereavement"}};
constexpr std::array kImportances{Words{"light"}, Words{"usual"}, Words{"high"}};
constexpr std::array kAnswers{Words{"going"},   Words{"done"},        Words{"smaller"},
                              Words{"later"},   Words{"skip"},        Words{"rest"},
                              Words{"already"}, Words{"not-a-touch"}, Words{"plan"}};
constexpr std::array kNudgeStates{Words{"chosen"},   Words{"handing"},   Words{"delivered"},
                                  Words{"answered"}, Words{"withdrawn"}, Words{"expired"},
                                  Words{"failed"},   Words{"unknown"}};
constexpr std::array kEndings{Words{"ignored"}, Words{"not-noticed"}};
constexpr std::array kBands{Words{"fresh"}, Words{"ripe"}, Words{"drifting"}, Words{"quiet"},
                            Words{"dormant"}};

template <class E, std::size_t N>
std::string_view word(const std::array<Words, N>& table, E value) {
    return table.at(static_cast<std::size_t>(value));
}

template <class E, std::size_t N>
std::optional<E> value(const std::array<Words, N>& table, std::string_view text) {
    for (std::size_t i = 0; i < N; ++i)
        if (table.at(i) == text) return static_cast<E>(i);
    return std::nullopt;
}

} // namespace

Kind kind_of(Circle circle) {
    switch (circle) {
    case Circle::Inner: return Kind::Intimate;
    case Circle::Group: return Kind::Collective;
    case Circle::Care: return Kind::Professional;
    case Circle::SmallHello: return Kind::Micro;
    case Circle::Close:
    case Circle::Wide:
    case Circle::Outer:
    case Circle::NewFriend:
    case Circle::OldFriend: break;
    }
    return Kind::Relational;
}

std::string_view to_word(Circle v) { return word(kCircles, v); }
std::string_view to_word(Kind v) { return word(kKinds, v); }
std::string_view to_word(Channel v) { return word(kChannels, v); }
std::string_view to_word(Direction v) { return word(kDirections, v); }
std::string_view to_word(Sight v) { return word(kSights, v); }
std::string_view to_word(State v) { return word(kStates, v); }
std::string_view to_word(Counts v) { return word(kCounts, v); }
std::string_view to_word(Feels v) { return word(kFeels, v); }
std::string_view to_word(Pace v) { return word(kPaces, v); }
std::string_view to_word(Energy v) { return word(kEnergies, v); }
std::string_view to_word(Importance v) { return word(kImportances, v); }
std::string_view to_word(LifeEvent v) { return word(kLifeEvents, v); }
std::string_view to_word(Answer v) { return word(kAnswers, v); }
std::string_view to_word(NudgeState v) { return word(kNudgeStates, v); }
std::string_view to_word(Ending v) { return word(kEndings, v); }
std::string_view to_word(Band v) { return word(kBands, v); }

std::optional<Circle> circle_from(std::string_view w) { return value<Circle>(kCircles, w); }
std::optional<Channel> channel_from(std::string_view w) {
    const auto channel = value<Channel>(kChannels, w);
    return channel == Channel::None ? std::nullopt : channel;
}
std::optional<Direction> direction_from(std::string_view w) {
    return value<Direction>(kDirections, w);
}
std::optional<State> state_from(std::string_view w) { return value<State>(kStates, w); }
std::optional<Energy> energy_from(std::string_view w) { return value<Energy>(kEnergies, w); }
std::optional<LifeEvent> life_event_from(std::string_view w) {
    return value<LifeEvent>(kLifeEvents, w);
}
std::optional<Answer> answer_from(std::string_view w) { return value<Answer>(kAnswers, w); }
std::optional<NudgeState> nudge_state_from(std::string_view w) {
    return value<NudgeState>(kNudgeStates, w);
}
std::optional<Ending> ending_from(std::string_view w) { return value<Ending>(kEndings, w); }

} // namespace kith

// SPDX-License-Identifier: MIT
// The words of Kith as types, each with its spelling in configuration, records and replies.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kith {

enum class Circle : std::uint8_t {
    Inner,
    Close,
    Wide,
    Outer,
    NewFriend,
    Group,
    Care,
    SmallHello,
    OldFriend
};
enum class Kind : std::uint8_t { Intimate, Relational, Collective, Professional, Micro };
inline constexpr int kKindCount = 5;

enum class Channel : std::uint8_t {
    Together,
    Call,
    Video,
    VoiceNote,
    Message,
    Email,
    Letter,
    Event,
    Reaction,
    None, ///< no contact at all: a step that only looks at a photo
};
enum class Direction : std::uint8_t { In, Out, Both };

/// How much of a connection Kith can see (domain.md B5).
enum class Sight : std::uint8_t { Seen, Partly, Unseen };

/// Ordered: the later, the more restrictive; the most restrictive of all sources wins.
enum class State : std::uint8_t {
    Active,
    TheirTurn,
    Resting,
    Paused,
    Ended,
    Remembered,
    NoContact
};

enum class Counts : std::uint8_t { Any, Voice, Together };
enum class Feels : std::uint8_t { Safe, Mixed, Hard };
enum class Access : std::uint8_t { Usual, Remote };
enum class Give : std::uint8_t { Both, Give, Receive };
enum class KeptBy : std::uint8_t { Unset, Doing, Talking };
enum class Pace : std::uint8_t { Ambient, Gentle, Steady, Lively };
enum class Energy : std::uint8_t { Low, Usual, Bright };
enum class Importance : std::uint8_t { Light, Usual, High };

/// Why nothing is asked of someone for a while (domain.md B9, B14).
enum class LifeEvent : std::uint8_t { Away, NewBaby, Exams, Illness, Bereavement };

/// What the person said to a nudge (domain.md B8). NotThisTime is typed `skip`.
enum class Answer : std::uint8_t {
    Going,
    Done,
    Smaller,
    Later,
    NotThisTime,
    Rest,
    Already,
    NotATouch,
    Plan
};

enum class NudgeState : std::uint8_t {
    Chosen,
    Handing,
    Delivered,
    Answered,
    Withdrawn,
    Expired,
    Failed,
    Unknown,
};

/// How a nudge that nobody answered is counted.
enum class Ending : std::uint8_t { Ignored, NotNoticed };

enum class Band : std::uint8_t { Fresh, Ripe, Drifting, Quiet, Dormant };

Kind kind_of(Circle circle);

std::string_view to_word(Circle v);
std::string_view to_word(Kind v);
std::string_view to_word(Channel v);
std::string_view to_word(Direction v);
std::string_view to_word(Sight v);
std::string_view to_word(State v);
std::string_view to_word(Counts v);
std::string_view to_word(Feels v);
std::string_view to_word(Pace v);
std::string_view to_word(Energy v);
std::string_view to_word(Importance v);
std::string_view to_word(LifeEvent v);
std::string_view to_word(Answer v);
std::string_view to_word(NudgeState v);
std::string_view to_word(Ending v);
std::string_view to_word(Band v);

/// The value for a spelling, or nothing.
std::optional<Circle> circle_from(std::string_view word);
std::optional<Channel> channel_from(std::string_view word);
std::optional<Direction> direction_from(std::string_view word);
std::optional<State> state_from(std::string_view word);
std::optional<Energy> energy_from(std::string_view word);
std::optional<LifeEvent> life_event_from(std::string_view word);
std::optional<Answer> answer_from(std::string_view word);
std::optional<NudgeState> nudge_state_from(std::string_view word);
std::optional<Ending> ending_from(std::string_view word);

} // namespace kith

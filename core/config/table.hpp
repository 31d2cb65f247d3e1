// SPDX-License-Identifier: MIT
// The table of every configuration key. It drives the reader, docs/config.md, the man page,
// config/kith.schema.json and `kith list`; nothing else says what a key is.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/model/vocabulary.hpp"

namespace kith::config {

/// A mapping with its own keys.
enum class SectionId : std::uint8_t {
    File,
    You,
    Hours,
    Quiet,
    Reflection,
    Connection,
    Meets,
    Step,
    Quorum,
    Ritual,
    Plugin,
    Secret,
    Policy,
    Budget,
    Response,
    Modes,
    HonestCheck,
    Manifest,
    Permissions,
    Setting,
    Need, ///< these four of a plugin's manifest, which is no configuration
    None,
};

enum class Type : std::uint8_t {
    Text,      ///< one text
    Id,        ///< [a-z0-9][a-z0-9-]{0,63}
    Word,      ///< one of `words`
    Bool,      ///< true or false
    Integer,   ///< a whole number from min to max
    Number,    ///< a number from min to max
    Duration,  ///< words; min and max in minutes
    Rhythm,    ///< `3 weeks`, `4-6 weeks`, `never`
    Time,      ///< "HH:MM"
    Zone,      ///< an IANA time zone
    Rule,      ///< a recurrence rule in words, or an RRULE
    TextList,  ///< texts; one alone may stand without brackets
    IdList,    ///< likewise, ids
    WordList,  ///< likewise, each one of `words`
    Addresses, ///< likewise, addresses
    Times,     ///< one to six times of day
    Days,      ///< YYYY-MM-DD or --MM-DD; silent_days also takes one .ics path
    Steps,     ///< texts or mappings of section Step
    Dates,     ///< mappings `{LABEL: DATE, lead: DURATION}`
    Satisfied, ///< any, all, rotate, or {quorum: N}
    Mapping,   ///< one mapping of `section`
    List,      ///< a list of mappings of `section`
    Named,     ///< a mapping from names to mappings of `section`
    Texts,     ///< a mapping from names to texts
    Settings,  ///< what the plugin's manifest says
    Any,       ///< read by its own rules
};

/// Whether something in Kith already acts on the key. Kept: parsed, checked, and named by `check`
/// and `list` as *kept, not used yet*.
enum class Status : std::uint8_t { Used, Kept };

struct ByCircle {
    Circle circle;
    std::string_view value;
};

/// One row.
struct Key {
    std::string_view name;
    Type type = Type::Text;
    std::string_view fallback = {}; ///< the default as one would write it; empty: unset
    std::span<const std::string_view> words = {};
    double min = 0, max = 0;
    bool required = false;
    Status status = Status::Used;
    SectionId section = SectionId::None;    ///< for Mapping, List, Named
    std::span<const ByCircle> circles = {}; ///< defaults of circles that differ
    std::string_view help = {};
    std::string_view source = {}; ///< where the rule comes from
};

struct Section {
    SectionId id = SectionId::None;
    std::string_view path; ///< as in `connections[].meets`; empty for the file itself
    std::string_view help;
    std::span<const Key> keys;
    bool exactly_one = false; ///< one of the keys and no other
};

/// All sections of the configuration, the file itself first.
std::span<const Section> sections();
/// The sections of a plugin's manifest.
std::span<const Section> manifest_sections();
const Section& section(SectionId id);
/// Null when the section has no such key.
const Key* find_key(SectionId id, std::string_view name);
/// The default for a connection in `circle`: the circle's own, else the key's.
std::string_view default_for(const Key& key, Circle circle);
/// The circle's own default, or empty.
std::string_view circle_default(const Key& key, Circle circle);

/// What the key expects, for "expected ..." and the documents: `a length of time like 2 hours`.
std::string expectation(const Key& key);

} // namespace kith::config

// SPDX-License-Identifier: MIT
// What crosses between Kith and a C++ plugin, as plain values. Include kith/plugin.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "kith/plugin.h"

namespace kith::plugin {

/// What Kith does next after a failure; see KITH_FAIL_* in plugin.h.
enum class FailKind : int {
    Temporary = KITH_FAIL_TEMPORARY,
    Auth = KITH_FAIL_AUTH,
    Config = KITH_FAIL_CONFIG,
    Refused = KITH_FAIL_REFUSED,
    Unknown = KITH_FAIL_UNKNOWN,
    Absent = KITH_FAIL_ABSENT,
};

/// Thrown by a plugin to end its call: the kind, and a sentence for the person that says what to
/// do.
class Failure : public std::runtime_error {
  public:
    Failure(FailKind kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}
    [[nodiscard]] FailKind kind() const { return kind_; }

  private:
    FailKind kind_;
};

/// One contact that happened. Fill `address` or `connection`, never both; an empty text is none.
struct Touchpoint {
    std::int64_t at = 0; ///< seconds since 1970, UTC
    std::string address; ///< `scheme:value`; a bare one is mailto
    std::string connection;
    std::string channel;   ///< together call video voice-note message email letter event reaction
    std::string direction; ///< in out both
    std::string ref;       ///< stable for this contact, at most 500 bytes
    std::optional<int> minutes;
    std::string name;
    std::string because;
};

struct Skipped {
    std::string ref;
    std::string because;
};

/// A busy or upcoming time, one record per connection that takes part.
struct Busy {
    std::int64_t from = 0;
    std::int64_t to = 0;
    bool all_day = false;
    std::string connection;
    std::string address;
    std::string ref;
};

struct Coverage {
    std::int64_t since = 0; ///< every contact of these schemes since then is known
    bool complete = true;   ///< the look-back window has been read to its end
    std::vector<std::string> schemes;
};

/// How the person is; what is not set is not known.
struct Attention {
    std::optional<bool> locked;
    std::optional<bool> idle;
    std::optional<bool> do_not_disturb;
    std::optional<bool> fullscreen;
};

struct Person {
    std::string ref;
    std::string name;
    std::vector<std::string> addresses;
    std::string birthday; ///< YYYY-MM-DD or --MM-DD; empty: not known
};

/// One address Kith looks for; `address` is empty where a connection has only names, or where there
/// is nobody to look for.
struct KnownAddress {
    bool is_self = false;
    std::string connection;
    std::string address;
    std::vector<std::string> also_called;
};

struct Request {
    std::vector<KnownAddress> addresses;
    /// What Host::cursor was given last; nothing where addresses or settings have changed since.
    std::optional<std::string> cursor;
    std::int64_t since = 0;
    std::int64_t until = 0;
    std::int64_t now = 0; ///< use it instead of asking the clock
    std::string zone;
    /// And that, whatever has changed: for a plugin that keeps in it for whom it has read.
    std::optional<std::string> last_cursor;
};

struct AnswerButton {
    std::string answer; ///< going smaller later already ...
    std::string label;
};

struct Nudge {
    std::string id; ///< 32 hex digits: the idempotency key
    std::string connection;
    std::string title; ///< plain text, as is `body`: escape it where the other side reads markup
    std::string body;
    std::string step;
    std::optional<std::string> open_uri; ///< what *Say hi* opens
    std::vector<AnswerButton> answers;
    std::optional<std::string> previous; ///< the receipt of an earlier delivery of this nudge
    std::int64_t expires = 0;
    bool ask_first = false;
    bool replaces = false;
    bool discreet = false;
    std::string reply_with; ///< before a list of the labels where they are typed; may be empty
};

struct Hold {
    std::string id; ///< 32 hex digits: derive UID and href from it
    std::string title;
    std::int64_t from = 0;
    std::int64_t to = 0;
    bool remove = false;
    std::optional<std::string> previous;
};

} // namespace kith::plugin

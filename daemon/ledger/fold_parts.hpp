// SPDX-License-Identifier: MIT
// The parts of the fold as JSON, one by one; the clock stands in fold_clock.hpp. Reading throws
// where a value is not what this Kith writes.
#pragma once

#include "core/policy/memory.hpp"
#include "daemon/ledger/json_values.hpp"

namespace kith::ledger {

Json push_json(const policy::Push& p);
policy::Push to_push(const Json& in);
Json outstanding_json(const policy::Outstanding& o);
policy::Outstanding to_outstanding(const Json& in);
Json past_json(const policy::Past& p);
policy::Past to_past(const Json& in);
Json credit_json(const policy::Credit& c);
policy::Credit to_credit(const Json& in);
Json interval_json(const Interval& i);
Interval to_interval(const Json& in);
Json state_json(const policy::StateSpan& s);
policy::StateSpan to_state(const Json& in);
Json hold_json(const policy::Hold& h);
policy::Hold to_hold(const Json& in);
Json modes_json(const policy::Modes& m);
policy::Modes to_modes(const Json& in);
Json note_json(const policy::Note& n);
policy::Note to_note(const Json& in);
Json feeling_json(const policy::Feeling& f);
policy::Feeling to_feeling(const Json& in);
Json ritual_json(const policy::RitualMemory& r);
policy::RitualMemory to_ritual(const Json& in);

} // namespace kith::ledger

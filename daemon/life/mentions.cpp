// SPDX-License-Identifier: MIT
// What was said of others, and speaks of somebody without contact.
#include <algorithm>

#include "core/policy/rituals.hpp"
#include "daemon/life/life.hpp"

namespace kith::daemon {

ledger::Mentions Life::mentions_of_shunned() const {
    const auto& names = shunned_names();
    ledger::Mentions out;
    out.calls = [&names](std::string_view text) { return names.calls(text); };
    out.calls_surely = [&names](std::string_view text) { return names.calls_surely(text); };
    out.hints = [&names](std::string_view ref) { return names.hints_at(ref); };
    out.veil = [this](const std::string& ref) { return shunned_.veil(ref); };
    // One that stands goes by the name it has in the configuration, or it would begin anew.
    out.ritual = [this, &names](const std::string& occasion) {
        const auto of = policy::ritual_of(occasion);
        const auto ritual = of.empty() ? occasion : std::string{of};
        const auto& all = settings().rituals;
        if (std::ranges::find(all, ritual, &Ritual::id) != all.end() || !names.is_after(ritual))
            return occasion;
        auto kept = occasion;
        const auto at = of.empty() ? 0 : static_cast<std::size_t>(of.data() - occasion.data());
        return kept.replace(at, ritual.size(), shunned_.veil(ritual));
    };
    return out;
}

NotesOfOthers Life::notes_of_others(const std::string& id) const {
    NotesOfOthers out;
    const auto them = goals_.find(id);
    policy::Nameless named; // whoever else may bear the name
    if (them) named.add(*goals_.all[*them].connection);
    for (const auto& [other, memory] : memory_.connections) {
        if (other == id) continue;
        for (const auto& note : memory.notes)
            if (shunned_names().calls_surely(note.text))
                ++out.going;
            else if (named.finds(note.text))
                ++out.staying;
    }
    return out;
}

} // namespace kith::daemon

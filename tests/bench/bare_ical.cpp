// SPDX-License-Identifier: MIT
#include "tests/bench/bare_ical.hpp"

#include <fstream>
#include <sstream>

#include <libical/ical.h>

namespace kith::bench {

void parse_all_bare(const std::filesystem::path& dir) {
    for (const auto& entry : std::filesystem::directory_iterator{dir}) {
        std::ifstream in{entry.path(), std::ios::binary};
        std::ostringstream text;
        text << in.rdbuf();
        icalcomponent* const calendar = icalparser_parse_string(text.str().c_str());
        for (auto* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
             event != nullptr;
             event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
            (void)icalproperty_get_dtstart(
                icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY));
        icalcomponent_free(calendar);
    }
}

} // namespace kith::bench

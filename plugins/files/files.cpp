// SPDX-License-Identifier: MIT
// The plugin `files`: who wrote to whom in a Maildir, and who met whom in a folder of calendar
// files.
#include "kith/plugin.hpp"
#include "plugins/files/calendars.hpp"
#include "plugins/files/seen.hpp"
#include "plugins/files/sense_mail.hpp"
#include "plugins/files/settings.hpp"

namespace kith::files {
namespace {

mail::People people_of(const plugin::Request& request, bool plus_addresses) {
    std::vector<mail::Known> known;
    for (const auto& a : request.addresses)
        known.push_back({a.is_self, a.connection, a.address, a.also_called});
    return {known, plus_addresses};
}

/// What could be read has been handed over; what could not is for the person to mend.
void give_up_on(const std::string& trouble) {
    if (!trouble.empty()) throw plugin::Failure(plugin::FailKind::Config, trouble);
}

class Files {
  public:
    Files(plugin::Host& host, const char* settings)
        : host_(host), settings_(read_settings(settings)) {}

    void sense(const plugin::Request& request) {
        const auto people = people_of(request, settings_.plus_addresses);
        const auto dir = host_.state_dir();
        auto seen = Seen::load(dir, request.cursor, people.fingerprint(), request.since);
        std::string trouble;
        const bool in_time = sense_mail(host_, settings_, people, request, seen, dir, trouble);
        const bool complete = in_time && trouble.empty();
        if (in_time) (void)sense_calendars(host_, settings_, people, request, seen, trouble);
        plugin::Coverage coverage;
        coverage.since = request.since;
        coverage.complete = complete;
        // A calendar shows some meetings, never all of them: only mail covers anything.
        if (!settings_.maildirs.empty()) coverage.schemes = {"mailto"};
        host_.coverage(coverage);
        host_.cursor(seen.save(dir));
        give_up_on(trouble);
    }

    void plan(const plugin::Request& request) {
        std::string trouble;
        plan_calendars(host_, settings_, people_of(request, settings_.plus_addresses), request,
                       trouble);
        give_up_on(trouble);
    }

  private:
    plugin::Host& host_;
    FileSettings settings_;
};

} // namespace
} // namespace kith::files

KITH_PLUGIN(kith::files::Files, "files", "1.0", KITH_ROLE_SENSE | KITH_ROLE_PLAN)

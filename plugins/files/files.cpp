// SPDX-License-Identifier: MIT
// The plugin `files`: who wrote to whom in a Maildir, and who met whom in a folder of calendar
// files.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "kith/plugin.hpp"
#include "plugins/files/calendars.hpp"
#include "plugins/files/seen.hpp"
#include "plugins/files/sense_mail.hpp"
#include "plugins/files/settings.hpp"

namespace kith::files {
namespace {

/// Counts up when the plugin judges otherwise than before.
constexpr int kRules = 4;

mail::People people_of(const plugin::Request& request, bool plus_addresses) {
    std::vector<mail::Known> known;
    for (const auto& a : request.addresses)
        known.push_back({a.is_self, a.connection, a.address, a.also_called});
    return {known, plus_addresses};
}

/// Changes with whatever decides what is a contact: what was passed over is then read again.
std::uint64_t fingerprint(const mail::People& people, const FileSettings& settings) {
    auto text = fmt::format("{}\n{:x}\n{}", kRules, people.fingerprint(), settings.max_recipients);
    for (const auto& folder : settings.sent) text += '\n' + folder;
    return fmix64(fnv1a64(text));
}

/// What could be read has been handed over; what could not is for the person to mend.
void give_up_on(const std::string& trouble) {
    if (!trouble.empty()) throw plugin::Failure(plugin::FailKind::Config, trouble);
}

bool none_is_there(const std::vector<std::filesystem::path>& paths) {
    return std::ranges::none_of(paths, [](const auto& path) {
        std::error_code error;
        return std::filesystem::exists(path, error);
    });
}

class Files {
  public:
    Files(plugin::Host& host, const char* settings)
        : host_(host), settings_(read_settings(settings)) {}

    void sense(const plugin::Request& request) {
        const auto people = people_of(request, settings_.plus_addresses);
        const auto dir = host_.state_dir();
        auto seen =
            Seen::load(dir, request.last_cursor, fingerprint(people, settings_), request.since);
        std::string no_mail;
        std::string no_calendar;
        const bool in_time = sense_mail(host_, settings_, people, request, seen, dir, no_mail);
        const bool complete = in_time && no_mail.empty();
        if (in_time) (void)sense_calendars(host_, settings_, people, request, seen, no_calendar);
        plugin::Coverage coverage;
        coverage.since = request.since;
        coverage.complete = complete;
        // A calendar shows some meetings, never all of them: only mail covers anything.
        if (!settings_.maildirs.empty()) coverage.schemes = {"mailto"};
        host_.coverage(coverage);
        host_.cursor(seen.save(dir));
        // Mail that is missing may be anybody's. A calendar covers nobody: its lack is only told.
        give_up_on(no_mail);
        tell(no_calendar, settings_.maildirs.empty());
    }

    void plan(const plugin::Request& request) {
        std::string trouble;
        plan_calendars(host_, settings_, people_of(request, settings_.plus_addresses), request,
                       trouble);
        tell(trouble, true);
    }

  private:
    /// Of a calendar that is not there: a failure only where nothing else could be read either.
    void tell(const std::string& trouble, bool calendars_alone) const {
        if (trouble.empty()) return;
        if (calendars_alone && none_is_there(settings_.calendars)) give_up_on(trouble);
        host_.amiss(plugin::FailKind::Config, trouble);
    }

    plugin::Host& host_;
    FileSettings settings_;
};

} // namespace
} // namespace kith::files

KITH_PLUGIN(kith::files::Files, "files", "1.0", KITH_ROLE_SENSE | KITH_ROLE_PLAN)

// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/model/connection.hpp"

namespace kith {

/// Minutes after midnight, local.
using TimeOfDay = std::chrono::minutes;

struct You {
    std::string name;
    std::vector<Address> addresses;
    std::string timezone = "auto"; ///< IANA name, or auto
    Energy usual_energy = Energy::Usual;
    bool reach_for_me = false;
    std::string country;
};

struct Hours {
    std::vector<TimeOfDay> slots{TimeOfDay{12 * 60 + 30}, TimeOfDay{17 * 60 + 30}};
    std::chrono::minutes open_for{120};
    TimeOfDay quiet_from{20 * 60 + 30};
    TimeOfDay quiet_to{9 * 60};
    TimeOfDay quiet_weekend_to{10 * 60};
};

struct Reflection {
    int weekday = 0; ///< 0 Sunday .. 6 Saturday
    TimeOfDay at{17 * 60};
    std::vector<std::string> by;
};

struct PolicyBlock {
    double f = 0.33, f_kin = 0.5, far = 3, dormant = 8, theta = 0.35, load = 0.6, jitter = 0.1;
    double settle_h = 48, settle_max_days = 7, after_social_h = 3, stale_h = 24;
    std::chrono::minutes event_margin{15};
};

struct BudgetBlock {
    double min_gap_h = 18;
    std::optional<int> per_7d; ///< set: wins over `pace`
    int per_cycle = 2;
    double goal_gap_min_d = 3, goal_gap_share = 0.5, kind_share = 0.75;
    int outstanding = 1;
    int micro_7d = 2;
};

struct ResponseBlock {
    double expire_h = 36, engaged_h = 48;
    int snoozes_per_cycle = 2, ignore_limit = 2, ambient_after_ignored = 9;
};

struct ModesBlock {
    double energy_ttl_d = 3, hard_week_d = 7, resume_half_budget_d = 7;
};

/// A settings value as a plugin gets it: the YAML scalar or sequence, typed by the manifest.
using SettingValue =
    std::variant<std::string, bool, std::int64_t, double, std::vector<std::string>>;

/// One configured use of a plugin.
struct PluginInstance {
    std::string id;
    std::string plugin;
    bool trust = false;
    bool best_effort_sandbox = false;               ///< `sandbox: best-effort`
    std::map<std::string, SettingValue> settings;   ///< secrets left out
    std::map<std::string, std::string> secret_refs; ///< setting key -> name under `secrets:`
};

/// Where a secret comes from; never the secret itself.
struct SecretSource {
    enum class Kind : std::uint8_t { Command, Credential, Keyring, Gnome, File };
    Kind kind = Kind::File;
    std::vector<std::string> command;
    std::string name;                          ///< credential, gnome account or path
    std::map<std::string, std::string> lookup; ///< keyring attributes
};

struct Ritual {
    std::string id;
    std::vector<std::string> with; ///< connection ids
    std::string rule;
    std::string from, to;
    std::string since; ///< a day it fell on, YYYY-MM-DD
    std::string place;
    std::string calendar;
    bool unsaid = false; ///< its id names somebody without contact; set by whoever knows that

    friend bool operator==(const Ritual&, const Ritual&) = default;
};

/// Everything the person wrote, defaults filled in. A plain value: two equal files give equal ones.
struct Settings {
    You you;
    Pace pace = Pace::Steady;
    bool ideas = true; ///< of a group or of volunteering, now and then
    Hours hours;
    std::vector<std::string> deliver; ///< plugin instance ids, in order
    std::vector<std::string> speak;   ///< host names; empty: this machine
    Reflection reflection;
    std::string language = "en";
    std::vector<std::string> silent_days; ///< dates, or the path of one .ics
    std::vector<Connection> connections;
    std::vector<Ritual> rituals;
    std::vector<PluginInstance> plugins;
    std::map<std::string, SecretSource> secrets;
    PolicyBlock policy;
    BudgetBlock budget;
    ResponseBlock response;
    ModesBlock modes;
    double withhold = 0; ///< honest_check.withhold
};

/// Offers in seven days: budget.per_7d if set, else the pace's (0, 2, 3, 5).
int weekly_budget(const Settings& settings);

} // namespace kith

// SPDX-License-Identifier: MIT
#include "core/policy/feasibility.hpp"

#include <fmt/format.h>

namespace kith::policy {
namespace {

constexpr int kComfortable = 12;

} // namespace

Feasibility feasibility(const Goals& goals) {
    Feasibility out;
    out.asked_a_week = goals.load;
    out.offered_a_week = goals.load_max;
    out.stretch = goals.stretch;
    out.active = goals.active;
    for (const auto& goal : goals.all) out.in_picture_only += goal.beyond_cap ? 1 : 0;
    return out;
}

std::vector<std::string> feasibility_text(const Feasibility& what) {
    std::vector<std::string> out;
    if (what.active == 0) {
        out.emplace_back("No goals with a rhythm, so Kith will stay quiet.");
        return out;
    }
    out.push_back(
        fmt::format("Your goals ask for about {:.1f} hellos a week; your pace carries {:.1f}.",
                    what.asked_a_week, what.offered_a_week));
    if (what.fits())
        out.emplace_back("That fits.");
    else
        out.push_back(fmt::format(
            "That is more than fits, so every rhythm is stretched by {:.1f}. To fit, you "
            "could lengthen a few rhythms, let a circle be wider, or pick a livelier pace.",
            what.stretch));
    if (what.in_picture_only > 0)
        out.push_back(
            fmt::format("{} of your goals live in the picture only; Kith offers the first {}.",
                        what.in_picture_only, kPushActiveCap));
    else if (what.active > kComfortable)
        out.push_back(fmt::format(
            "{} goals are quite a few; many people find that a dozen is plenty.", what.active));
    return out;
}

} // namespace kith::policy

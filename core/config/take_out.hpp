// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/config/parse.hpp"

namespace kith::config {

/// A configuration without one person.
struct TakenOut {
    /// The files that change, as they are to be, in the order in which they may be written one
    /// after another; one without text is to go.
    std::vector<SourceFile> files;
    std::vector<Place> lines; ///< what goes, by its place before
    std::vector<Place> left;  ///< where they are still named in words of the person's own, after
};

/// Takes the lines about connection `id` out: its own, and every mention of it as a member, in a
/// ritual, as a bridge, or of its name among what others are called. All else stays byte for byte.
/// The outcome is read again: it has to be the same configuration without them, or this fails with
/// a sentence, as it does when the configuration has errors. Pure, besides looking up zone names.
Result<TakenOut> take_out(const std::vector<SourceFile>& files, const std::string& id,
                          const Manifests* manifests);

} // namespace kith::config

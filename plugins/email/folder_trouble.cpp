// SPDX-License-Identifier: MIT
#include "plugins/email/folder_trouble.hpp"

#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plugins/email/mailbox_name.hpp"

namespace kith::email {
namespace {

using plugin::FailKind;
using plugin::Failure;

/// A sentence about the first of them.
std::string of_first(const std::map<std::string, std::string>& folders, std::string_view before,
                     std::string_view behind) {
    const auto& [name, words] = *folders.begin();
    return fmt::format("{} {}{}{}{}", before, clean_line(readable_mailbox(name), 60), behind,
                       words.empty() ? "" : ": ", words);
}

} // namespace

void tell_trouble(const plugin::Host& host, const std::string& place, const SenseCursor& cursor,
                  const FolderTrouble& trouble) {
    if (!cursor.missing.empty())
        throw Failure(FailKind::Config, fmt::format("folders: {} has no folder {}", place,
                                                    clean_line(cursor.missing.front(), 60)));
    if (!trouble.closed.empty())
        throw Failure(FailKind::Temporary,
                      of_first(trouble.closed, place + " does not let Kith open", ""));
    if (!trouble.unshown.empty())
        throw Failure(
            FailKind::Temporary,
            of_first(trouble.unshown, place + " does not show the mails in", " just now"));
    if (!cursor.shows_sent)
        host.amiss(FailKind::Config,
                   fmt::format("{} marks no folder as the one of sent mail; name yours in `sent`, "
                               "so that what you write counts as well",
                               place));
}

} // namespace kith::email

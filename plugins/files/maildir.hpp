// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::files {

/// One folder of a Maildir: the one that holds cur/ and new/.
struct MailFolder {
    std::filesystem::path path;
    std::string name; ///< below the root, "Archive/2026"; empty for the inbox
    bool sent = false;
};

/// The folders of a Maildir root that hold personal mail: the inbox, Maildir++ subfolders (`.Sent`)
/// and plain ones, to any depth. Drafts, trash, junk and templates are left out. Links are not
/// followed. Throws plugin::Failure where the root is not there or no Maildir.
std::vector<MailFolder> mail_folders(const std::filesystem::path& root,
                                     const std::vector<std::string>& sent);

/// One message file.
struct MailFile {
    std::uint64_t unique = 0; ///< hash of the part of the name that never changes
    std::int64_t filed = 0;   ///< seconds; from the name, else the file's time
    std::string_view file;    ///< name inside `cur` or `new`; valid while it is shown
    bool in_new = false;
};

/// When cur/ and new/ changed last. An unchanged `shape` means unchanged entries, if `latest` lay
/// in the past when the folder was listed.
struct FolderTimes {
    std::int64_t latest = 0; ///< seconds; 0 where it cannot be told
    std::int64_t shape = 0;  ///< of both times to the nanosecond
};
FolderTimes folder_times(const MailFolder& folder);

/// Shows the messages of a folder one by one, without drafts (flag D) and trashed ones (flag T). No
/// file is opened or asked about, unless its name tells no time. Folders of any size: nothing is
/// kept.
void list_mail(const MailFolder& folder, const std::function<void(const MailFile&)>& show);

/// The header block of a message: its first bytes up to the empty line, at most 64 kB. Nothing
/// where the file is gone (renamed meanwhile), no plain file, or not to be read.
std::optional<std::string> read_headers(const MailFolder& folder, std::string_view file,
                                        bool in_new);

} // namespace kith::files

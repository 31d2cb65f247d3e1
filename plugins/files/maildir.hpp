// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
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
    std::string file;         ///< name inside `cur` or `new`
    bool in_new = false;
};

/// When cur/ and new/ changed last, in nanoseconds; 0 where it cannot be told.
std::int64_t changed_at(const MailFolder& folder);

/// The messages of a folder, without drafts (flag D) and trashed ones (flag T). No file is opened
/// or asked about, unless its name tells no time.
std::vector<MailFile> list_mail(const MailFolder& folder);

/// The header block of a message: its first bytes up to the empty line, at most 64 kB. Empty where
/// it is no plain file or cannot be read.
std::string read_headers(const MailFolder& folder, const MailFile& mail);

} // namespace kith::files

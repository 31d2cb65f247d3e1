// SPDX-License-Identifier: MIT
#include "plugins/files/maildir.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/unique_fd.hpp"
#include "kith/plugin.hpp"
#include "plugins/support/mail/header_block.hpp"
#include "plugins/support/mail/mailbox_name.hpp"

namespace kith::files {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxFolders = 2000;
constexpr std::size_t kChunk = 4096;

struct CloseDir {
    void operator()(DIR* dir) const { (void)::closedir(dir); }
};
using Dir = std::unique_ptr<DIR, CloseDir>;

/// A name as people read it, in lower case: servers write folders in modified UTF-7.
std::string readable(std::string_view name) { return lower_ascii(mail::readable_mailbox(name)); }

bool is_left_out(std::string_view name) {
    // Mail programs name these folders in the language they were set up in.
    static constexpr auto kNames = std::to_array<std::string_view>({"drafts",
                                                                    "draft",
                                                                    "trash",
                                                                    "deleted items",
                                                                    "deleted messages",
                                                                    "deleted",
                                                                    "bin",
                                                                    "junk",
                                                                    "junk e-mail",
                                                                    "junk email",
                                                                    "spam",
                                                                    "bulk mail",
                                                                    "templates",
                                                                    "outbox",
                                                                    "entwürfe",
                                                                    "papierkorb",
                                                                    "gelöscht",
                                                                    "gelöschte elemente",
                                                                    "brouillons",
                                                                    "corbeille",
                                                                    "courrier indésirable",
                                                                    "borradores",
                                                                    "papelera",
                                                                    "correo no deseado",
                                                                    "rascunhos",
                                                                    "lixo",
                                                                    "lixeira",
                                                                    "bozze",
                                                                    "cestino",
                                                                    "concepten",
                                                                    "prullenbak",
                                                                    "utkast",
                                                                    "papperskorg"});
    const auto lower = readable(name);
    return std::ranges::find(kNames, lower) != kNames.end();
}

bool is_folder(const fs::path& path) {
    std::error_code error;
    return fs::is_directory(fs::symlink_status(path, error));
}

bool is_maildir(const fs::path& path) { return is_folder(path / "cur") && is_folder(path / "new"); }

std::string last_part(const std::string& name) {
    const auto at = name.find_last_of("/.");
    return at == std::string::npos ? name : name.substr(at + 1);
}

void add(std::vector<MailFolder>& out, const fs::path& path, std::string name,
         const std::vector<std::string>& sent) {
    const auto last = readable(last_part(name));
    const bool is_sent = std::ranges::any_of(sent, [&](const std::string& s) {
        return readable(s) == last || readable(s) == readable(name);
    });
    out.push_back({path, std::move(name), is_sent});
}

void walk(std::vector<MailFolder>& out, const fs::path& dir, const std::string& prefix,
          const std::vector<std::string>& sent, int depth) {
    if (depth > kMaxDepth) return;
    std::error_code error;
    std::vector<fs::path> children;
    for (fs::directory_iterator it{dir, error}, end; !error && it != end; it.increment(error))
        if (is_folder(it->path())) children.push_back(it->path());
    std::ranges::sort(children);
    for (const auto& child : children) {
        auto name = child.filename().string();
        if (name == "cur" || name == "new" || name == "tmp" || out.size() >= kMaxFolders) continue;
        if (name.starts_with('.')) name.erase(0, 1);
        if (name.empty() || is_left_out(last_part(name)) || is_left_out(name)) continue;
        const auto full = prefix.empty() ? name : fmt::format("{}/{}", prefix, name);
        if (is_maildir(child)) add(out, child, full, sent);
        walk(out, child, full, sent, depth + 1);
    }
}

std::int64_t file_time(const UniqueFd& dir, const char* name) {
    struct stat info{};
    if (::fstatat(dir.get(), name, &info, AT_SYMLINK_NOFOLLOW) != 0) return 0;
    return info.st_mtim.tv_sec;
}

/// `1700000000.M1P2.host,S=123:2,S`: the time it was filed leads the name.
std::int64_t time_in_name(std::string_view name) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value);
    const bool plausible = value > 100'000'000 && value < 100'000'000'000;
    return error == std::errc{} && end != name.data() + name.size() && *end == '.' && plausible
               ? value
               : 0;
}

/// Flags stand behind `:2,` (or another separator where a file system forbids colons).
bool is_unwanted(std::string_view name) {
    const auto info = name.find("2,", name.find_first_of(":;!"));
    if (name.find_first_of(":;!") == std::string_view::npos || info == std::string_view::npos)
        return false;
    const auto flags = name.substr(info + 2);
    return flags.find('D') != std::string_view::npos || flags.find('T') != std::string_view::npos;
}

void list_into(const std::function<void(const MailFile&)>& show, const fs::path& path,
               bool in_new) {
    UniqueFd fd{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)};
    if (!fd) return;
    const UniqueFd for_stat{::fcntl(fd.get(), F_DUPFD_CLOEXEC, 0)};
    const Dir dir{::fdopendir(fd.release())};
    while (const auto* entry = dir ? ::readdir(dir.get()) : nullptr) {
        const std::string_view name = entry->d_name;
        if (name.starts_with('.') || (entry->d_type != DT_REG && entry->d_type != DT_UNKNOWN))
            continue;
        if (is_unwanted(name)) continue;
        auto filed = time_in_name(name);
        if (filed == 0) filed = file_time(for_stat, entry->d_name);
        show({fnv1a64(name.substr(0, name.find_first_of(":;!"))), filed, name, in_new});
    }
}

} // namespace

std::vector<MailFolder> mail_folders(const fs::path& root, const std::vector<std::string>& sent) {
    std::error_code error;
    if (!fs::is_directory(root, error))
        throw plugin::Failure(plugin::FailKind::Config,
                              "the mail folder " + root.string() +
                                  " is not there; mend its path under `maildir`");
    std::vector<MailFolder> out;
    if (is_maildir(root)) add(out, root, "", sent);
    walk(out, root, "", sent, 0);
    if (out.empty())
        throw plugin::Failure(plugin::FailKind::Config,
                              root.string() +
                                  " holds no Maildir; its folders have `cur` and `new` in them");
    return out;
}

FolderTimes folder_times(const MailFolder& folder) {
    FolderTimes out;
    std::string shape;
    for (const char* part : {"cur", "new"}) {
        struct stat info{};
        if (::lstat((folder.path / part).c_str(), &info) != 0) return {};
        out.latest = std::max<std::int64_t>(out.latest, info.st_mtim.tv_sec);
        shape += fmt::format("{}.{} ", info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
    }
    out.shape = static_cast<std::int64_t>(fnv1a64(shape));
    return out;
}

void list_mail(const MailFolder& folder, const std::function<void(const MailFile&)>& show) {
    list_into(show, folder.path / "cur", false);
    list_into(show, folder.path / "new", true);
}

std::optional<std::string> read_headers(const MailFolder& folder, std::string_view file,
                                        bool in_new) {
    const auto path = folder.path / (in_new ? "new" : "cur") / file;
    const UniqueFd fd{
        ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)};
    struct stat info{};
    if (!fd || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
    std::string text;
    while (text.size() < mail::kHeaderLimit) {
        const auto before = text.size();
        text.resize(before + kChunk);
        const auto got = ::read(fd.get(), text.data() + before, kChunk);
        text.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        if (const auto end = mail::header_end(text)) {
            text.resize(*end);
            break;
        }
    }
    return text;
}

} // namespace kith::files

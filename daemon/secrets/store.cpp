// SPDX-License-Identifier: MIT
#include "daemon/secrets/store.hpp"

#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/paths.hpp"
#include "base/text.hpp"

namespace kith::daemon {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxSecret = std::size_t{64} * 1024;

Result<std::string> from_file(const fs::path& path) {
    auto text = read_file(path, kMaxSecret);
    if (!text) return text;
    // An editor ends a file with a newline; nobody's password does.
    if (text->ends_with('\n')) text->pop_back();
    return text;
}

Result<std::string> from_private_file(const std::string& name) {
    const fs::path path = name.starts_with("~/") ? home() / name.substr(2) : fs::path{name};
    struct stat info{};
    if (::stat(path.c_str(), &info) != 0)
        return fail(fmt::format("{} is not there", path.string()));
    if ((info.st_mode & 077) != 0)
        return fail(fmt::format("others can read {}; close it with chmod 600", path.string()));
    return from_file(path);
}

Result<std::string> from_credential(const std::string& name) {
    const char* dir = std::getenv("CREDENTIALS_DIRECTORY");
    if (!dir || name.find('/') != std::string::npos)
        return fail(fmt::format("systemd handed over no credential {}", clean_line(name, 60)));
    return from_file(fs::path{dir} / name);
}

} // namespace

void SecretStore::read(const std::string& name, Done done) {
    const auto it = sources_.find(name);
    if (it == sources_.end())
        return done(fail(fmt::format("no secret is called {}", clean_line(name, 60))));
    switch (it->second.kind) {
    case SecretSource::Kind::File: return done(from_private_file(it->second.name));
    case SecretSource::Kind::Credential: return done(from_credential(it->second.name));
    case SecretSource::Kind::Command:
    case SecretSource::Kind::Keyring:
    case SecretSource::Kind::Gnome: break;
    }
    done(fail(fmt::format(
        "the secret {} comes from a place this Kith does not read; file and credential work",
        clean_line(name, 60))));
}

} // namespace kith::daemon

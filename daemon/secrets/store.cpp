// SPDX-License-Identifier: MIT
#include "daemon/secrets/store.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "daemon/secrets/file_secret.hpp"
#include "daemon/secrets/program.hpp"
#include "daemon/secrets/sentences.hpp"

namespace kith::daemon {
namespace {

using fleet::SecretAnswer;
using Kind = SecretSource::Kind;

std::string helper_request(const SecretSource& source) {
    if (source.kind == Kind::Gnome) return to_line(Json{{"gnome", source.name}});
    return to_line(Json{{"keyring", source.lookup}});
}

} // namespace

SecretStore::SecretStore(EventLoop& loop)
    : loop_(loop), watch_(loop, [this] {
          if (on_unlock) on_unlock();
      }) {}

void SecretStore::use(const std::map<std::string, SecretSource>& sources) {
    sources_ = sources;
    watch_.stop(); // whatever is still locked starts it again
}

void SecretStore::read(const std::string& name, Done done) {
    const auto it = sources_.find(name);
    if (it == sources_.end())
        return done(std::unexpected(fleet::SecretTrouble{
            fmt::format("no secret is called {}; `kith check` says where", clean_line(name, 60)),
            wire::FailKind::Config}));
    const auto& source = it->second;
    switch (source.kind) {
    case Kind::File: return done(read_private_file(source.name));
    case Kind::Credential: return done(read_credential(source.name));
    case Kind::Command: return run(source, program_order(source.command), told_by_program, done);
    case Kind::Keyring:
    case Kind::Gnome:
        return run(source, helper_order(helper_request(source)), told_by_helper, done);
    }
}

void SecretStore::run(const SecretSource& source, const ChildOrder& order, Told tell, Done done) {
    const auto place = running_.emplace(running_.end(), loop_, order);
    place->on_done([this, place, source, tell, done = std::move(done)](ChildSaid said) {
        running_.erase(place);
        auto answer = tell(source, std::move(said));
        const bool on_bus = source.kind == Kind::Keyring || source.kind == Kind::Gnome;
        if (!answer && on_bus) watch_.start();
        done(std::move(answer));
    });
}

} // namespace kith::daemon

// SPDX-License-Identifier: MIT
// Reads one secret as kithd does, for the tests that bring the real places along:
//   read_secret [--until-had] file PATH | credential NAME | gnome ACCOUNT | command WORD... |
//   keyring KEY VALUE ...
// Prints `had SECRET` or `not TROUBLE`; with --until-had it tries again after every unlock.
#include <cstdio>
#include <string>
#include <vector>

#include "daemon/secrets/store.hpp"

namespace {

using namespace kith;

SecretSource source_of(const std::vector<std::string>& words) {
    SecretSource out;
    const std::vector<std::string> rest(words.begin() + 1, words.end());
    if (words.front() == "command") {
        out.kind = SecretSource::Kind::Command;
        out.command = rest;
    } else if (words.front() == "keyring") {
        out.kind = SecretSource::Kind::Keyring;
        for (std::size_t i = 0; i + 1 < rest.size(); i += 2) out.lookup[rest[i]] = rest[i + 1];
    } else {
        out.kind = words.front() == "gnome"        ? SecretSource::Kind::Gnome
                   : words.front() == "credential" ? SecretSource::Kind::Credential
                                                   : SecretSource::Kind::File;
        out.name = rest.empty() ? "" : rest.front();
    }
    return out;
}

int run(std::vector<std::string> words) {
    const bool until = words.front() == "--until-had";
    if (until) words.erase(words.begin());
    EventLoop loop;
    daemon::SecretStore store(loop);
    store.use({{"it", source_of(words)}});
    const auto told = [&](const fleet::SecretAnswer& answer) {
        if (answer)
            std::printf("had %s\n", answer->c_str());
        else
            std::printf("not %s\n", answer.error().text.c_str());
        std::fflush(stdout);
        if (answer || !until) loop.exit(answer ? 0 : 1);
    };
    store.on_unlock = [&] { store.read("it", told); };
    loop.post([&] { store.read("it", told); });
    return loop.run();
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    return run({argv + 1, argv + argc});
}

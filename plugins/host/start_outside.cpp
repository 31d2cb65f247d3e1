// SPDX-License-Identifier: MIT
#include "plugins/host/start_outside.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

#include "plugins/host/interpose.hpp"
#include "plugins/host/question.hpp"

namespace kith::host {
namespace {

constexpr std::size_t kMostWords = 256;

Json list(const char* const* texts) {
    Json out = Json::array();
    for (; texts && *texts && out.size() < kMostWords; ++texts) out.push_back(*texts);
    return out;
}

} // namespace

int start_outside(const char* const* words, const char* const* environment, kith_program& program) {
    program.input = program.output = program.errors = program.ended = -1;
    Json question{{"do", "run"},
                  {"words", list(words)},
                  {"environment", list(environment)},
                  {"detached", program.detached != 0}};
    if (program.detached != 0) return ask(broker_line(), std::move(question)).error;
    std::array<std::array<int, 2>, 3> pipes{};
    std::array<UniqueFd, 6> owned;
    for (std::size_t i = 0; i < pipes.size(); ++i) {
        if (::pipe2(pipes[i].data(), O_CLOEXEC) != 0) return errno;
        owned[2 * i].reset(pipes[i][0]);
        owned[2 * i + 1].reset(pipes[i][1]);
    }
    const std::array<int, 3> theirs{owned[0].get(), owned[3].get(), owned[5].get()};
    auto answer = ask(broker_line(), std::move(question), theirs);
    if (answer.error != 0) return answer.error;
    if (answer.fds.size() != 1) return EPROTO;
    program.input = owned[1].release();
    program.output = owned[2].release();
    program.errors = owned[4].release();
    program.ended = answer.fds.front().release();
    return 0;
}

} // namespace kith::host

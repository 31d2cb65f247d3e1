// SPDX-License-Identifier: MIT
#include "tests/support/fake_deliver_host.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <unistd.h>

namespace kith::test {
namespace {

std::string text(const char* raw) { return raw == nullptr ? "" : raw; }

} // namespace

void FakeDeliverHost::fill() {
    host_.struct_size = sizeof host_;
    host_.abi = KITH_PLUGIN_ABI;
    host_.ctx = this;
    host_.log = [](void* ctx, int level, const char* line) {
        of(ctx).logs.emplace_back(level, line);
    };
    host_.fail = [](void* ctx, int kind, const char* why) {
        of(ctx).fail_kind = kind;
        of(ctx).fail_text = why;
        ++of(ctx).fails;
    };
    host_.touchpoint = [](void* ctx, const kith_touchpoint* t) {
        of(ctx).contacts.push_back({t->at, text(t->address), text(t->connection), text(t->channel),
                                    text(t->direction), text(t->ref), t->minutes});
        return of(ctx).count();
    };
    host_.skipped = [](void* ctx, const kith_skipped* s) {
        of(ctx).skips.emplace_back(s->ref, s->because);
        return 0;
    };
    host_.cursor = [](void* ctx, const char* cursor) {
        of(ctx).cursors.emplace_back(cursor);
        return 0;
    };
    host_.coverage = [](void* ctx, const kith_coverage* c) {
        auto& schemes = of(ctx).coverages.emplace_back();
        for (const char* const* at = c->schemes; *at != nullptr; ++at) schemes.emplace_back(*at);
        return 0;
    };
    host_.attention = [](void* ctx, const kith_attention* a) {
        of(ctx).attention = *a;
        return 0;
    };
    host_.receipt = [](void* ctx, const char* receipt) {
        of(ctx).receipts.emplace_back(receipt);
        return 0;
    };
    host_.answer = [](void* ctx, const char* nudge, const char* word) {
        of(ctx).answers.emplace_back(nudge, word);
        return 0;
    };
    host_.time_left_ms = [](void* ctx) { return of(ctx).time_left_ms; };
    host_.start = [](void* ctx, const char* const* words, const char* const* environment,
                     kith_program* program) {
        host::ProgramOrder order;
        for (; *words != nullptr; ++words) order.words.emplace_back(*words);
        for (; *environment != nullptr; ++environment) order.environment.emplace_back(*environment);
        order.detached = program->detached != 0;
        std::array<std::array<int, 2>, 3> pipes{};
        for (auto& pipe : pipes)
            if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return errno;
        order.streams = {UniqueFd(pipes[0][0]), UniqueFd(pipes[1][1]), UniqueFd(pipes[2][1])};
        UniqueFd input(pipes[0][1]);
        UniqueFd output(pipes[1][0]);
        UniqueFd errors(pipes[2][0]);
        UniqueFd ended;
        const int error = of(ctx).programs_.start(std::move(order), ended);
        if (error != 0 || program->detached != 0) return error;
        program->input = input.release();
        program->output = output.release();
        program->errors = errors.release();
        program->ended = ended.release();
        return 0;
    };
    host_.watch = [](void* ctx, int fd, int timeout_ms, int (*ready)(void*, int), void* self) {
        auto& host = of(ctx);
        host.fd_ = fd;
        host.timeout_ms_ = timeout_ms;
        host.ready_ = ready;
        host.ready_self_ = self;
        return 0;
    };
}

FakeDeliverHost::FakeDeliverHost(const std::string& library, const std::string& settings) {
    fill();
    library_ = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library_ == nullptr) throw std::runtime_error(::dlerror());
    using Entry = const kith_plugin* (*)();
    const auto entry = reinterpret_cast<Entry>(::dlsym(library_, "kith_plugin_v1"));
    if (entry == nullptr) throw std::runtime_error("the library exports no plugin");
    plugin_ = entry();
    if (plugin_->create(&host_, settings.c_str(), &self_) != 0) self_ = nullptr;
}

FakeDeliverHost::~FakeDeliverHost() {
    if (self_ != nullptr) plugin_->destroy(self_);
    ::dlclose(library_);
}

int FakeDeliverHost::attend() {
    kith_request request{};
    request.struct_size = sizeof request;
    request.zone = "UTC";
    return plugin_->attend(self_, &request);
}

bool FakeDeliverHost::serve_until(const std::function<bool()>& done) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!done()) {
        if (!watching()) return true;
        if (std::chrono::steady_clock::now() > deadline) return false;
        // Short rounds: `done` may look at something that comes from another thread.
        const int wait = timeout_ms_ < 0 ? 20 : std::min(timeout_ms_, 20);
        pollfd fd{fd_, POLLIN, 0};
        const int n = ::poll(&fd, 1, wait);
        if (n == 0 && timeout_ms_ < 0) continue;
        if (ready_(ready_self_, fd_) != 0) ready_ = nullptr;
    }
    return true;
}

kith_nudge NudgeText::raw() const {
    kith_nudge nudge{};
    nudge.struct_size = sizeof nudge;
    nudge.id = id.c_str();
    nudge.connection = "ana";
    nudge.title = title.c_str();
    nudge.body = body.c_str();
    nudge.step = "voice-note";
    nudge.open_uri = open_uri.empty() ? nullptr : open_uri.c_str();
    nudge.previous = previous.empty() ? nullptr : previous.c_str();
    nudge.answers = answers.data();
    nudge.labels = labels.data();
    nudge.ask_first = ask_first ? 1 : 0;
    nudge.replaces = replaces ? 1 : 0;
    nudge.discreet = discreet ? 1 : 0;
    return nudge;
}

} // namespace kith::test

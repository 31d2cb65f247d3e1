// SPDX-License-Identifier: MIT
// Inside base only: how a C++ callback is held by an sd-event source and run from its C trampoline.
#pragma once

#include <memory>
#include <system_error>
#include <utility>

#include "base/log.hpp"

namespace kith::detail {

/// A callback alive as long as its source or its own running call.
template <class Function>
struct Held : std::enable_shared_from_this<Held<Function>> {
    explicit Held(Function callback) : function(std::move(callback)) {}
    Function function;
    bool failed = false;
};

template <class Function>
std::shared_ptr<Held<Function>> hold(Function function) {
    return std::make_shared<Held<Function>>(std::move(function));
}

/// Calls what `userdata` holds; nothing leaves it. Always 0: a negative value would make sd-event
/// drop the source. A source that fails again and again is named once, then only at debug.
template <class Function, class... Args>
int call_held(void* userdata, const char* source, Args&&... args) noexcept {
    const auto held = static_cast<Held<Function>*>(userdata)->shared_from_this();
    const auto complain = [&](const char* reason) noexcept {
        log_event(held->failed ? Level::Debug : Level::Error, "a callback failed",
                  {{"source", source}, {"reason", reason}});
        held->failed = true;
    };
    try {
        held->function(std::forward<Args>(args)...);
    } catch (const std::exception& e) {
        complain(e.what());
    } catch (...) {
        complain("unknown");
    }
    return 0;
}

inline void check(int result, const char* what) {
    if (result < 0) throw std::system_error(-result, std::generic_category(), what);
}

} // namespace kith::detail

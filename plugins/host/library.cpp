// SPDX-License-Identifier: MIT
#include "plugins/host/library.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <dlfcn.h>

#include <fmt/format.h>

#include "base/text.hpp"

namespace kith::host {
namespace {

using Entry = const kith_plugin* (*)();

/// The smallest struct there ever was: up to `destroy`.
constexpr std::size_t kLeast = offsetof(kith_plugin, destroy) + sizeof(kith_plugin::destroy);

Result<void> check_functions(const kith_plugin& p) {
    const auto missing = [&](std::uint32_t role, bool has, const char* name) {
        return (p.roles & role) != 0 && !has ? name : nullptr;
    };
    const char* name = nullptr;
    if (!p.create)
        name = "create";
    else if (!p.destroy)
        name = "destroy";
    else if (const auto* m = missing(KITH_ROLE_SENSE, p.sense != nullptr, "sense"))
        name = m;
    else if (const auto* d = missing(KITH_ROLE_DELIVER, p.deliver != nullptr, "deliver"))
        name = d;
    else if (const auto* l = missing(KITH_ROLE_PLAN, p.plan != nullptr, "plan"))
        name = l;
    else if (const auto* a = missing(KITH_ROLE_ATTEND, p.attend != nullptr, "attend"))
        name = a;
    else if (const auto* k = missing(KITH_ROLE_KNOW, p.know != nullptr, "know"))
        name = k;
    if (name) return fail(fmt::format("it lacks the function {} that its roles need", name));
    return {};
}

} // namespace

Result<kith_plugin> load_library(const wire::PluginRef& ref) {
    void* handle = ::dlopen(ref.library.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle) {
        const char* why = ::dlerror();
        return fail(
            fmt::format("it cannot be loaded: {}", clean_line(why ? why : "no reason given", 200)));
    }
    void* symbol = ::dlsym(handle, "kith_plugin_v1");
    if (!symbol) return fail("it exports no kith_plugin_v1, so it is no plugin for this Kith");
    const auto* theirs = reinterpret_cast<Entry>(symbol)();
    if (!theirs) return fail("its kith_plugin_v1 gives nothing");
    if (theirs->abi != KITH_PLUGIN_ABI || theirs->abi != ref.abi)
        return fail(fmt::format("it speaks version {} of the plugin contract; this Kith speaks {}",
                                theirs->abi, KITH_PLUGIN_ABI));
    if (theirs->struct_size < kLeast)
        return fail(fmt::format("its descriptor is too short: {} bytes, at least {} are needed",
                                theirs->struct_size, kLeast));
    kith_plugin out{};
    std::memcpy(&out, theirs, std::min<std::size_t>(theirs->struct_size, sizeof out));
    out.struct_size = sizeof out;
    if (!out.name || ref.name != out.name)
        return fail(fmt::format("it calls itself {}, but its manifest says {}",
                                out.name ? clean_line(out.name, 60) : "nothing", ref.name));
    if (out.roles != ref.roles) return fail("its roles are not those its manifest names");
    if (auto whole = check_functions(out); !whole) return std::unexpected(whole.error());
    return out;
}

} // namespace kith::host

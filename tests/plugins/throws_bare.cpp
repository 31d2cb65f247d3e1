// SPDX-License-Identifier: MIT
// Breaks the contract's rule: an exception leaves the plugin.
#include <stdexcept>

#include <kith/plugin.h>

namespace {

int create(const kith_host*, const char*, void** self) {
    static int something = 0;
    *self = &something;
    return 0;
}

void destroy(void*) {}

int sense(void*, const kith_request*) { throw std::runtime_error("out of the plugin"); }

} // namespace

extern "C" const kith_plugin* kith_plugin_v1(void) {
    static constexpr kith_plugin kPlugin{sizeof(kith_plugin),
                                         KITH_PLUGIN_ABI,
                                         "throws_bare",
                                         "1",
                                         KITH_ROLE_SENSE,
                                         0,
                                         create,
                                         destroy,
                                         sense,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr};
    return &kPlugin;
}

// SPDX-License-Identifier: MIT
#include "plugins/desktop/opener.hpp"

#include "base/files.hpp"
#include "plugins/desktop/uri.hpp"

namespace kith::desktop {
namespace {

constexpr const char* kPortal = "org.freedesktop.portal.Desktop";
constexpr const char* kPortalPath = "/org/freedesktop/portal/desktop";

} // namespace

Opener::Portal Opener::ask_portal(const std::string& uri, const std::string& token) {
    if (!bus_.owner_of(kPortal)) {
        if (!bus_.can_start(kPortal) || !bus_.start(kPortal)) return Portal::Absent;
    }
    bus_.on_signal({kPortal, "", "org.freedesktop.portal.Request", "Response"},
                   [this](sd_bus_message* m) {
                       const char* path = sd_bus_message_get_path(m);
                       if (path != nullptr && request_ == path) request_.clear();
                   });
    const auto answer = bus_.call(
        {kPortal, kPortalPath, "org.freedesktop.portal.OpenURI", "OpenURI"},
        [&uri, &token](sd_bus_message* m) {
            int r = sd_bus_message_append(m, "ss", "", uri.c_str());
            if (r >= 0) r = sd_bus_message_open_container(m, 'a', "{sv}");
            if (r >= 0 && !token.empty())
                r = sd_bus_message_append(m, "{sv}", "activation_token", "s", token.c_str());
            return r >= 0 ? sd_bus_message_close_container(m) : r;
        });
    if (!answer) return answer.error().may_have_arrived() ? Portal::Took : Portal::Declined;
    const char* path = nullptr;
    if (sd_bus_message_read(answer->get(), "o", &path) > 0) request_ = path;
    return Portal::Took;
}

Result<void> Opener::open(const std::string& uri, const std::string& token) {
    if (by_ == By::Nothing) return {};
    if (!may_open(uri)) return fail("this kind of address is not opened; look at it in the config");
    if (by_ == By::Auto || by_ == By::Portal) {
        const Portal portal = ask_portal(uri, token);
        if (portal == Portal::Took) return {};
        if (by_ == By::Portal)
            return fail(portal == Portal::Absent
                            ? "there is no desktop portal here; set `open: xdg-open`"
                            : "the desktop portal would not open it; set `open: xdg-open`");
    }
    std::vector<std::string> environment;
    if (!token.empty()) environment.push_back("XDG_ACTIVATION_TOKEN=" + token);
    kith_program program{};
    program.detached = 1;
    if (const int error = host_.start({"xdg-open", uri}, environment, program); error != 0)
        return fail(errno_text("xdg-open", error));
    return {};
}

std::optional<Opener::By> opener_from(std::string_view word) {
    if (word == "auto") return Opener::By::Auto;
    if (word == "portal") return Opener::By::Portal;
    if (word == "xdg-open") return Opener::By::Program;
    if (word == "nothing") return Opener::By::Nothing;
    return std::nullopt;
}

} // namespace kith::desktop

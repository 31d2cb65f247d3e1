// SPDX-License-Identifier: MIT
// Throws where it can: kinds the helper knows, kinds it does not, and in `bare` past the helper.
#include <cstring>
#include <stdexcept>

#include <kith/plugin.hpp>

namespace {

namespace plugin = kith::plugin;

class Throws {
  public:
    Throws(plugin::Host& host, const char* settings) : host_(host), settings_(settings) {
        if (has("create")) throw std::runtime_error("create threw this");
    }

    void sense(const plugin::Request& request) {
        plugin::Touchpoint touch;
        touch.at = request.now - 60;
        touch.address = "ana@example.net";
        touch.channel = "email";
        touch.direction = "in";
        touch.ref = "touch-1";
        host_.touchpoint(touch);
        host_.cursor("1");
        if (has("auth")) throw plugin::Failure(plugin::FailKind::Auth, "give it a new password");
        if (has("int")) throw 7;
        throw std::logic_error("sense threw this");
    }

    void deliver(const plugin::Nudge&) { throw std::runtime_error("deliver threw this"); }

  private:
    [[nodiscard]] bool has(const char* word) const {
        return settings_.find(word) != std::string::npos;
    }

    plugin::Host& host_;
    std::string settings_;
};

} // namespace

KITH_PLUGIN(Throws, "throws", "1", KITH_ROLE_SENSE | KITH_ROLE_DELIVER)

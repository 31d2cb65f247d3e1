// SPDX-License-Identifier: MIT
// A plugin that does everything right, in C++: read it first when you write your own.
#include <array>
#include <charconv>
#include <string_view>

#include <kith/plugin.hpp>

namespace {

namespace plugin = kith::plugin;

class Behave {
  public:
    Behave(plugin::Host& host, const char* settings) : host_(host) {
        if (std::string_view{settings}.find("\"broken\":true") != std::string_view::npos)
            throw plugin::Failure(plugin::FailKind::Config, "take `broken` out of the settings");
    }

    /// One touchpoint an hour back for each address, numbered on from the cursor.
    void sense(const plugin::Request& request) {
        int number = 0;
        if (request.cursor) {
            const auto& text = *request.cursor;
            std::from_chars(text.data(), text.data() + text.size(), number);
        }
        for (const auto& known : request.addresses) {
            if (known.is_self || known.address.empty()) continue;
            plugin::Touchpoint touch;
            touch.at = request.now - 3600;
            touch.address = known.address;
            touch.channel = "email";
            touch.direction = "in";
            touch.ref = "message-" + std::to_string(++number);
            host_.touchpoint(touch);
        }
        host_.skipped({"message-0", "list mail"});
        if (number > 2) host_.retract("message-1");
        host_.coverage({request.since, true, {"mailto"}});
        host_.cursor(std::to_string(number));
    }

    void deliver(const plugin::Nudge& nudge) { host_.receipt("shown " + nudge.id.substr(0, 4)); }
    void withdraw(const plugin::Nudge&) {}

    void plan(const plugin::Request& request) {
        host_.busy({request.since, request.since + 3600, false, {}, {}, "event-1"});
    }

    void attend(const plugin::Request&) { host_.attention({false, {}, true, {}}); }

    void know(const plugin::Request&) {
        host_.person({"card-1", "Ana", {"mailto:ana@example.net"}, "--02-29"});
    }

  private:
    plugin::Host& host_;
};

} // namespace

KITH_PLUGIN(Behave, "behave_cpp", "1.0",
            KITH_ROLE_SENSE | KITH_ROLE_DELIVER | KITH_ROLE_PLAN | KITH_ROLE_ATTEND |
                KITH_ROLE_KNOW)

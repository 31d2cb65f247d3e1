// SPDX-License-Identifier: MIT
#include "daemon/control/vtable.hpp"

#include <cerrno>
#include <exception>

#include "base/log.hpp"
#include "daemon/control/commands.hpp"

namespace kith::daemon {
namespace {

constexpr const char* kNotSo = "org.kith.Kith1.Error.NotSo";
constexpr const char* kWrongUse = "org.kith.Kith1.Error.WrongUse";

/// Reads the arguments of one call in order; the first that is missing or of another type ends it.
struct Reader {
    sd_bus_message* message;
    int result = 0;

    std::string text() {
        const char* value = nullptr;
        if (result >= 0) result = sd_bus_message_read_basic(message, 's', &value);
        return value ? value : "";
    }
    bool truth() {
        int value = 0;
        if (result >= 0) result = sd_bus_message_read_basic(message, 'b', &value);
        return value != 0;
    }
    int number() {
        std::int32_t value = 0;
        if (result >= 0) result = sd_bus_message_read_basic(message, 'i', &value);
        return value;
    }
    std::vector<std::string> texts() {
        std::vector<std::string> out;
        if (result >= 0) result = sd_bus_message_enter_container(message, 'a', "s");
        const char* value = nullptr;
        while (result >= 0 && sd_bus_message_read_basic(message, 's', &value) > 0 &&
               out.size() < 64)
            out.emplace_back(value);
        if (result >= 0) result = sd_bus_message_exit_container(message);
        return out;
    }
};

/// One trampoline for every method: nothing may leave it but a reply or a D-Bus error.
template <class F>
int reply(sd_bus_message* message, void* userdata, sd_bus_error* error, F run) noexcept {
    try {
        Reader reader{message};
        const CommandResult result = run(*static_cast<Commands*>(userdata), reader);
        if (reader.result < 0) return reader.result;
        if (result) return sd_bus_reply_method_return(message, "s", to_line(*result).c_str());
        return sd_bus_error_set(error, result.error().wrong_use ? kWrongUse : kNotSo,
                                result.error().text.c_str());
    } catch (const std::exception& e) {
        log_event(Level::Error, "a command failed", {{"why", e.what()}});
        return sd_bus_error_set(error, kNotSo,
                                "something went wrong inside kithd; its journal says what");
    }
}

#define KITH_METHOD(name, body)                                                                    \
    int name(sd_bus_message* m, void* u, sd_bus_error* e) {                                        \
        return reply(m, u, e,                                                                      \
                     [](Commands & c, [[maybe_unused]] Reader & r) -> CommandResult body);         \
    }

KITH_METHOD(on_status, { return c.status(); })
KITH_METHOD(on_list, { return c.list(); })
KITH_METHOD(on_ids, { return c.ids(); })
KITH_METHOD(on_next, { return c.next(); })
KITH_METHOD(on_outstanding, { return c.outstanding(); })
KITH_METHOD(on_undo, { return c.undo(); })
KITH_METHOD(on_resume, { return c.resume(); })
KITH_METHOD(on_show, { return c.show(r.text()); })
KITH_METHOD(on_not_a_touch, { return c.not_a_touch(r.text()); })
KITH_METHOD(on_wake, { return c.wake(r.text()); })
KITH_METHOD(on_pause, { return c.pause(r.text()); })
KITH_METHOD(on_offer, { return c.offer(r.number()); })
KITH_METHOD(on_why, {
    const auto name = r.text();
    return c.why(name, r.truth());
})
KITH_METHOD(on_answer, {
    const auto word = r.text();
    return c.answer(word, r.text());
})
KITH_METHOD(on_plan, {
    const auto name = r.text();
    return c.plan(name, r.text());
})
KITH_METHOD(on_rest, {
    const auto name = r.text();
    return c.rest(name, r.text());
})
KITH_METHOD(on_log, {
    Answers::Logged what;
    what.names = r.texts();
    what.channel = r.text();
    what.at = r.text();
    what.minutes = r.number();
    what.direction = r.text();
    return c.log(what);
})
#undef KITH_METHOD

constexpr sd_bus_vtable kVtable[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("Status", "", "s", on_status, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("List", "", "s", on_list, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Ids", "", "s", on_ids, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Show", "s", "s", on_show, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Why", "sb", "s", on_why, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Next", "", "s", on_next, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Outstanding", "", "s", on_outstanding, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Offer", "i", "s", on_offer, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("LogTouch", "asssis", "s", on_log, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("NotATouch", "s", "s", on_not_a_touch, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Undo", "", "s", on_undo, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Answer", "ss", "s", on_answer, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Plan", "ss", "s", on_plan, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Rest", "ss", "s", on_rest, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Wake", "s", "s", on_wake, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Pause", "s", "s", on_pause, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Resume", "", "s", on_resume, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_SIGNAL("NudgeOffered", "s", 0),
    SD_BUS_SIGNAL("Changed", "s", 0),
    SD_BUS_VTABLE_END,
};

} // namespace

const sd_bus_vtable* control_vtable() { return kVtable; }

} // namespace kith::daemon

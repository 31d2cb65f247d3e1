// SPDX-License-Identifier: MIT
#include "daemon/control/vtable.hpp"

#include <cerrno>
#include <exception>
#include <memory>

#include "base/log.hpp"
#include "daemon/control/call_reader.hpp"
#include "daemon/control/commands.hpp"

namespace kith::daemon {
namespace {

constexpr const char* kNotSo = "org.kith.Kith1.Error.NotSo";
constexpr const char* kWrongUse = "org.kith.Kith1.Error.WrongUse";

/// One trampoline for every method: nothing may leave it but a reply or a D-Bus error.
template <class F>
int reply(sd_bus_message* message, void* userdata, sd_bus_error* error, F run) noexcept {
    try {
        CallReader reader{message};
        const CommandResult result = run(*static_cast<Commands*>(userdata), reader);
        if (reader.result() < 0) return reader.result();
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
                     [](Commands & c, [[maybe_unused]] CallReader & r) -> CommandResult body);     \
    }

KITH_METHOD(on_status, { return c.status(); })
KITH_METHOD(on_list, { return c.list(); })
KITH_METHOD(on_ids, { return c.ids(); })
KITH_METHOD(on_kinder, { return c.kinder(); })
KITH_METHOD(on_outstanding, { return c.outstanding(); })
KITH_METHOD(on_undo, { return c.undo(); })
KITH_METHOD(on_resume, { return c.resume(); })
KITH_METHOD(on_fresh_start, { return c.fresh_start(); })
KITH_METHOD(on_reload, { return c.reload(); })
KITH_METHOD(on_show, { return c.show(r.text()); })
KITH_METHOD(on_not_a_touch, { return c.not_a_touch(r.text()); })
KITH_METHOD(on_forget, { return c.forget(r.text()); })
KITH_METHOD(on_wake, { return c.wake(r.text()); })
KITH_METHOD(on_pause, { return c.pause(r.text()); })
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
KITH_METHOD(on_in_memory, {
    const auto name = r.text();
    return c.boundary(State::Remembered, name, r.truth());
})
KITH_METHOD(on_let_go, {
    const auto name = r.text();
    return c.boundary(State::Ended, name, r.truth());
})
KITH_METHOD(on_no_contact, {
    const auto name = r.text();
    return c.boundary(State::NoContact, name, r.truth());
})
KITH_METHOD(on_energy, {
    const auto level = r.text();
    return c.energy(level, r.text());
})
KITH_METHOD(on_hard_week, {
    const auto days = r.number();
    return c.hard_week(days, r.truth());
})
KITH_METHOD(on_away, {
    const auto why = r.text();
    return c.away(why, r.text());
})
KITH_METHOD(on_note, {
    const auto name = r.text();
    const auto text = r.text();
    const auto on = r.text();
    return c.note(name, text, on, r.text());
})
KITH_METHOD(on_felt, {
    const auto how = r.text();
    return c.felt(how, r.text());
})
KITH_METHOD(on_self_check, { return c.self_check(r.text()); })
KITH_METHOD(on_ritual, {
    const auto id = r.text();
    return c.ritual(id, r.text());
})
KITH_METHOD(on_reflect, { return c.reflect(); })
KITH_METHOD(on_lean_on, { return c.lean_on(); })
KITH_METHOD(on_hello, { return c.hello(r.truth()); })
KITH_METHOD(on_ask, {
    const auto kind = r.text();
    const auto name = r.text();
    return c.ask(kind, name, r.text());
})
KITH_METHOD(on_log, {
    const auto what = r.logged();
    if (!r.complaint().empty()) return std::unexpected(CommandError{true, r.complaint()});
    if (r.result() < 0) return std::unexpected(CommandError{});
    return c.log(what);
})
#undef KITH_METHOD

/// One that answers when a look has ended; meanwhile everything else goes on. `read` takes what was
/// handed over with the call.
template <class Read, class Run>
int reply_later(sd_bus_message* message, void* userdata, sd_bus_error* error, Read read,
                Run run) noexcept {
    try {
        CallReader reader{message};
        const auto argument = read(reader);
        if (reader.result() < 0) return reader.result();
        const std::shared_ptr<sd_bus_message> call{sd_bus_message_ref(message),
                                                   sd_bus_message_unref};
        run(*static_cast<Commands*>(userdata), argument, [call](const CommandResult& result) {
            if (result)
                (void)sd_bus_reply_method_return(call.get(), "s", to_line(*result).c_str());
            else
                (void)sd_bus_reply_method_errorf(call.get(),
                                                 result.error().wrong_use ? kWrongUse : kNotSo,
                                                 "%s", result.error().text.c_str());
        });
        return 1;
    } catch (const std::exception& e) {
        log_event(Level::Error, "a command failed", {{"why", e.what()}});
        return sd_bus_error_set(error, kNotSo,
                                "something went wrong inside kithd; its journal says what");
    }
}

int on_next(sd_bus_message* m, void* u, sd_bus_error* e) noexcept {
    return reply_later(
        m, u, e, [](CallReader&) { return 0; },
        [](Commands& c, int, const auto& done) { c.next(done); });
}
int on_offer(sd_bus_message* m, void* u, sd_bus_error* e) noexcept {
    return reply_later(
        m, u, e, [](CallReader& r) { return r.number(); },
        [](Commands& c, int minutes, const auto& done) { c.offer(minutes, done); });
}
int on_doctor(sd_bus_message* m, void* u, sd_bus_error* e) noexcept {
    return reply_later(
        m, u, e, [](CallReader& r) { return r.truth(); },
        [](Commands& c, bool ring, const auto& done) { c.doctor(ring, done); });
}

/// A method that answers with one text, its JSON. The names show in introspection.
#define KITH_ROW(member, signature, names, handler)                                                \
    SD_BUS_METHOD_WITH_NAMES(member, signature, names, "s", SD_BUS_PARAM(json), handler,           \
                             SD_BUS_VTABLE_UNPRIVILEGED)

constexpr sd_bus_vtable kVtable[] = {
    SD_BUS_VTABLE_START(0),
    KITH_ROW("Status", "", "", on_status),
    KITH_ROW("List", "", "", on_list),
    KITH_ROW("Ids", "", "", on_ids),
    KITH_ROW("Kinder", "", "", on_kinder),
    KITH_ROW("Show", "s", SD_BUS_PARAM(name), on_show),
    KITH_ROW("Why", "sb", SD_BUS_PARAM(name) SD_BUS_PARAM(not), on_why),
    KITH_ROW("Next", "", "", on_next),
    KITH_ROW("Outstanding", "", "", on_outstanding),
    KITH_ROW("Offer", "i", SD_BUS_PARAM(minutes), on_offer),
    KITH_ROW("Hello", "b", SD_BUS_PARAM(over), on_hello),
    KITH_ROW("Log", "a{sv}", SD_BUS_PARAM(contact), on_log),
    KITH_ROW("NotATouch", "s", SD_BUS_PARAM(ref), on_not_a_touch),
    KITH_ROW("Undo", "", "", on_undo),
    KITH_ROW("Forget", "s", SD_BUS_PARAM(id), on_forget),
    KITH_ROW("Answer", "ss", SD_BUS_PARAM(word) SD_BUS_PARAM(nudge), on_answer),
    KITH_ROW("Plan", "ss", SD_BUS_PARAM(name) SD_BUS_PARAM(when), on_plan),
    KITH_ROW("Rest", "ss", SD_BUS_PARAM(name) SD_BUS_PARAM(until), on_rest),
    KITH_ROW("Wake", "s", SD_BUS_PARAM(name), on_wake),
    KITH_ROW("Pause", "s", SD_BUS_PARAM(until), on_pause),
    KITH_ROW("Resume", "", "", on_resume),
    KITH_ROW("FreshStart", "", "", on_fresh_start),
    KITH_ROW("InMemory", "sb", SD_BUS_PARAM(name) SD_BUS_PARAM(over), on_in_memory),
    KITH_ROW("LetGo", "sb", SD_BUS_PARAM(name) SD_BUS_PARAM(over), on_let_go),
    KITH_ROW("NoContact", "sb", SD_BUS_PARAM(name) SD_BUS_PARAM(over), on_no_contact),
    KITH_ROW("Energy", "ss", SD_BUS_PARAM(level) SD_BUS_PARAM(until), on_energy),
    KITH_ROW("HardWeek", "ib", SD_BUS_PARAM(days) SD_BUS_PARAM(over), on_hard_week),
    KITH_ROW("Away", "ss", SD_BUS_PARAM(why) SD_BUS_PARAM(until), on_away),
    KITH_ROW("Reload", "", "", on_reload),
    KITH_ROW("Doctor", "b", SD_BUS_PARAM(ring), on_doctor),
    KITH_ROW("Note", "ssss",
             SD_BUS_PARAM(name) SD_BUS_PARAM(text) SD_BUS_PARAM(on) SD_BUS_PARAM(until), on_note),
    KITH_ROW("Felt", "ss", SD_BUS_PARAM(how) SD_BUS_PARAM(name), on_felt),
    KITH_ROW("SelfCheck", "s", SD_BUS_PARAM(answers), on_self_check),
    KITH_ROW("Ritual", "ss", SD_BUS_PARAM(id) SD_BUS_PARAM(word), on_ritual),
    KITH_ROW("Reflect", "", "", on_reflect),
    KITH_ROW("LeanOn", "", "", on_lean_on),
    KITH_ROW("Ask", "sss", SD_BUS_PARAM(kind) SD_BUS_PARAM(name) SD_BUS_PARAM(about), on_ask),
    SD_BUS_SIGNAL_WITH_NAMES("NudgeOffered", "s", SD_BUS_PARAM(json), 0),
    SD_BUS_SIGNAL_WITH_NAMES("Changed", "s", SD_BUS_PARAM(json), 0),
    SD_BUS_VTABLE_END,
};
#undef KITH_ROW

} // namespace

const sd_bus_vtable* control_vtable() { return kVtable; }

} // namespace kith::daemon

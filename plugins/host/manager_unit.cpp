// SPDX-License-Identifier: MIT
#include "plugins/host/manager_unit.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <sys/wait.h>
#include <syslog.h>

#include <fmt/format.h>

#include "base/random.hpp"
#include "base/text.hpp"

namespace kith::host {
namespace {

constexpr const char* kManager = "org.freedesktop.systemd1";
constexpr const char* kManagerPath = "/org/freedesktop/systemd1";
constexpr const char* kManagerInterface = "org.freedesktop.systemd1.Manager";
constexpr const char* kUnit = "org.freedesktop.systemd1.Unit";
constexpr const char* kService = "org.freedesktop.systemd1.Service";

int put(sd_bus_message* m, const char* name, const char* value) {
    return sd_bus_message_append(m, "(sv)", name, "s", value);
}

int put_stream(sd_bus_message* m, const char* name, const UniqueFd& fd) {
    return fd ? sd_bus_message_append(m, "(sv)", name, "h", fd.get()) : 0;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (const auto& text : texts) out.push_back(const_cast<char*>(text.c_str()));
    out.push_back(nullptr);
    return out;
}

int put_list(sd_bus_message* m, const char* name, const std::vector<std::string>& texts) {
    int r = sd_bus_message_open_container(m, 'r', "sv");
    if (r >= 0) r = sd_bus_message_append(m, "s", name);
    if (r >= 0) r = sd_bus_message_open_container(m, 'v', "as");
    if (r >= 0) r = sd_bus_message_append_strv(m, pointers(texts).data());
    if (r >= 0) r = sd_bus_message_close_container(m);
    return r >= 0 ? sd_bus_message_close_container(m) : r;
}

int put_command(sd_bus_message* m, const std::vector<std::string>& words) {
    int r = sd_bus_message_open_container(m, 'r', "sv");
    if (r >= 0) r = sd_bus_message_append(m, "s", "ExecStart");
    if (r >= 0) r = sd_bus_message_open_container(m, 'v', "a(sasb)");
    if (r >= 0) r = sd_bus_message_open_container(m, 'a', "(sasb)");
    if (r >= 0) r = sd_bus_message_open_container(m, 'r', "sasb");
    if (r >= 0) r = sd_bus_message_append(m, "s", words.front().c_str());
    if (r >= 0) r = sd_bus_message_append_strv(m, pointers(words).data());
    if (r >= 0) r = sd_bus_message_append(m, "b", 0);
    for (int depth = 0; depth < 4 && r >= 0; ++depth) r = sd_bus_message_close_container(m);
    return r;
}

/// `$` means something to the manager in a command's words.
std::vector<std::string> verbatim(std::vector<std::string> words) {
    for (auto& word : words) {
        std::string out;
        for (const char c : word) out += c == '$' ? std::string("$$") : std::string(1, c);
        word = std::move(out);
    }
    return words;
}

int fill(sd_bus_message* m, const std::string& name, const std::vector<std::string>& words,
         const std::vector<std::string>& environment, const Streams& streams,
         std::chrono::milliseconds longest) {
    const auto about = fmt::format("a program of Kith's: {}", clean_line(words.front(), 100));
    int r = sd_bus_message_append(m, "ss", name.c_str(), "fail");
    if (r >= 0) r = sd_bus_message_open_container(m, 'a', "(sv)");
    if (r >= 0) r = put(m, "Description", about.c_str());
    if (r >= 0) r = put(m, "Type", "exec");
    // What it leaves running, a browser say, is no part of it.
    if (r >= 0) r = put(m, "KillMode", "process");
    if (r >= 0) r = put(m, "CollectMode", "inactive-or-failed");
    // The manager would tell the journal of each start and failure; whoever starts it tells that.
    if (r >= 0) r = sd_bus_message_append(m, "(sv)", "LogLevelMax", "i", LOG_EMERG);
    // Its status can be asked for as long as this connection stands.
    if (r >= 0) r = sd_bus_message_append(m, "(sv)", "AddRef", "b", 1);
    if (longest.count() > 0 && r >= 0)
        r = sd_bus_message_append(
            m, "(sv)", "RuntimeMaxUSec", "t",
            static_cast<std::uint64_t>(std::chrono::microseconds(longest).count()));
    if (r >= 0 && !environment.empty()) r = put_list(m, "Environment", environment);
    if (r >= 0) r = put_stream(m, "StandardInputFileDescriptor", streams.in);
    if (r >= 0) r = put_stream(m, "StandardOutputFileDescriptor", streams.out);
    if (r >= 0) r = put_stream(m, "StandardErrorFileDescriptor", streams.err);
    if (r >= 0) r = put_command(m, verbatim(words));
    if (r >= 0) r = sd_bus_message_close_container(m);
    return r >= 0 ? sd_bus_message_append(m, "a(sa(sv))", 0) : r;
}

bool nobody_there(const BusError& error) {
    return error.is(SD_BUS_ERROR_SERVICE_UNKNOWN) || error.is(SD_BUS_ERROR_NAME_HAS_NO_OWNER) ||
           error.is("org.freedesktop.DBus.Error.Spawn.ServiceNotFound");
}

} // namespace

std::expected<ManagerUnit, ManagerUnit::NoUnit>
ManagerUnit::start(const std::vector<std::string>& words,
                   const std::vector<std::string>& environment, const Streams& streams,
                   std::chrono::milliseconds longest) {
    auto bus = open_user_bus();
    if (!bus) return std::unexpected(NoUnit{});
    const auto name = "kith-program-" + random_id() + ".service";
    BusError error;
    // Signals come only to who has subscribed.
    int r = sd_bus_call_method(bus->get(), kManager, kManagerPath, kManagerInterface, "Subscribe",
                               error.out(), nullptr, "");
    if (r < 0) return std::unexpected(NoUnit{});
    char* escaped = nullptr;
    if (sd_bus_path_encode("/org/freedesktop/systemd1/unit", name.c_str(), &escaped) < 0)
        return std::unexpected(NoUnit{ENOMEM});
    ManagerUnit unit(std::move(*bus), name, escaped);
    std::free(escaped);
    const auto rule = fmt::format("type='signal',sender='{}',path='{}'", kManager, unit.path_);
    r = sd_bus_add_match(
        unit.bus_.get(), nullptr, rule.c_str(),
        [](sd_bus_message*, void*, sd_bus_error*) { return 0; }, nullptr);
    sd_bus_message* raw = nullptr;
    if (r >= 0)
        r = sd_bus_message_new_method_call(unit.bus_.get(), &raw, kManager, kManagerPath,
                                           kManagerInterface, "StartTransientUnit");
    const BusMessage request(raw);
    if (r >= 0) r = fill(raw, name, words, environment, streams, longest);
    if (r >= 0) r = sd_bus_call(unit.bus_.get(), raw, 0, error.out(), nullptr);
    if (r < 0 && nobody_there(error)) return std::unexpected(NoUnit{});
    if (r < 0) return std::unexpected(NoUnit{-r});
    return unit;
}

std::string ManagerUnit::state() const {
    char* text = nullptr;
    if (sd_bus_get_property_string(bus_.get(), kManager, path_.c_str(), kUnit, "ActiveState",
                                   nullptr, &text) < 0)
        return {};
    std::string out(text);
    std::free(text);
    return out;
}

/// A start the manager has taken on but not come to: the unit is inactive until then.
bool ManagerUnit::still_queued() const {
    BusError error;
    sd_bus_message* raw = nullptr;
    if (sd_bus_get_property(bus_.get(), kManager, path_.c_str(), kUnit, "Job", error.out(), &raw,
                            "(uo)") < 0)
        return false;
    const BusMessage reply(raw);
    std::uint32_t job = 0;
    const char* path = nullptr;
    return sd_bus_message_read(raw, "(uo)", &job, &path) >= 0 && job != 0;
}

int ManagerUnit::number(const char* property) const {
    std::int32_t value = 0;
    (void)sd_bus_get_property_trivial(bus_.get(), kManager, path_.c_str(), kService, property,
                                      nullptr, 'i', &value);
    return value;
}

std::optional<int> ManagerUnit::ended() {
    while (sd_bus_process(bus_.get(), nullptr) > 0) {
    }
    // In this order: a start that is over when it is asked for shows in the state read after it.
    if (still_queued()) return std::nullopt;
    const auto now = state();
    if (now != "inactive" && now != "failed" && !now.empty()) return std::nullopt;
    const int code = number("ExecMainCode");
    const int status = number("ExecMainStatus");
    // As waitpid packs it: an exit in the second byte, a signal in the first.
    if (code == CLD_EXITED) return (status & 0xff) << 8;
    return code == CLD_KILLED || code == CLD_DUMPED ? status & 0x7f : SIGKILL;
}

void ManagerUnit::kill() {
    (void)sd_bus_call_method(bus_.get(), kManager, kManagerPath, kManagerInterface, "KillUnit",
                             nullptr, nullptr, "ssi", name_.c_str(), "all", SIGKILL);
}

} // namespace kith::host

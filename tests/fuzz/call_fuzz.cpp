// SPDX-License-Identifier: MIT
// A call as a stranger on the control socket or the user bus might make it: a signature and a body
// of their own, read by sd-bus and CallReader. The first byte chooses what is read, then a length
// and so many bytes of signature; the rest is the body.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

#include "base/bus.hpp"
#include "base/text.hpp"
#include "daemon/control/call_reader.hpp"

namespace {

using kith::daemon::CallReader;

constexpr std::size_t kMostNames = 65; // the 64 that are taken, and `name` beside `names`

struct Call {
    unsigned char what = 0;
    bool came = false;
};

void align(std::string& out, std::size_t to) { out.resize((out.size() + to - 1) / to * to, '\0'); }

void put(std::string& out, std::uint32_t number) {
    align(out, 4);
    for (int shift = 0; shift < 32; shift += 8)
        out.push_back(static_cast<char>((number >> shift) & 0xff));
}

void field(std::string& out, char code, char type, std::string_view text) {
    align(out, 8);
    out += {code, 1, type, '\0'};
    if (type == 'g')
        out.push_back(static_cast<char>(text.size()));
    else
        put(out, static_cast<std::uint32_t>(text.size()));
    out += text;
    out.push_back('\0');
}

/// A method call in little-endian D-Bus, whatever its signature and its body are worth.
std::string message(std::string_view signature, std::string_view body) {
    std::string fields(16, '\0'); // where they begin in the message
    field(fields, 1, 'o', "/org/kith/Kith1");
    field(fields, 2, 's', "org.kith.Kith1");
    field(fields, 3, 's', "Log");
    field(fields, 8, 'g', signature);
    const auto length = static_cast<std::uint32_t>(fields.size() - 16);
    std::string out{'l', 1, 0, 1};
    put(out, static_cast<std::uint32_t>(body.size()));
    put(out, 1);
    put(out, length);
    out += fields.substr(16);
    align(out, 8);
    out += body;
    return out;
}

int take(sd_bus_message* call, void* data, sd_bus_error*) {
    auto& expected = *static_cast<Call*>(data);
    expected.came = true;
    CallReader reader{call};
    switch (expected.what % 4) {
    case 0: {
        const auto logged = reader.logged();
        const bool fine = reader.result() >= 0 && reader.complaint().empty();
        if (fine && (logged.names.empty() || logged.minutes < -1)) std::abort();
        if (fine && logged.names.size() > kMostNames * 64) std::abort();
        if (!kith::is_utf8(reader.complaint())) std::abort();
        for (const auto& name : logged.names)
            if (!kith::is_utf8(name)) std::abort();
        break;
    }
    case 1:
        if (!kith::is_utf8(reader.text() + reader.text())) std::abort();
        break;
    case 2:
        (void)reader.text();
        (void)reader.truth();
        break;
    default: (void)reader.number(); break;
    }
    return 1;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    std::string_view input{reinterpret_cast<const char*>(data), size};
    Call call{.what = data[0]};
    const auto length = std::size_t{data[1]};
    input.remove_prefix(2);
    const auto signature = input.substr(0, length);
    input.remove_prefix(signature.size());

    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return 0;
    const kith::UniqueFd ours{ends[0]};
    const auto bus = kith::open_peer_server(kith::UniqueFd{ends[1]});
    if (!bus) return 0;
    (void)sd_bus_add_filter(bus->get(), nullptr, take, &call);
    const std::string greeting = std::string{'\0'} + "AUTH ANONYMOUS\r\nBEGIN\r\n";
    for (const auto& part : {greeting, message(signature, input)})
        (void)::send(ours.get(), part.data(), part.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    for (int i = 0; i < 32 && !call.came && sd_bus_process(bus->get(), nullptr) >= 0; ++i) {
    }
    return 0;
}

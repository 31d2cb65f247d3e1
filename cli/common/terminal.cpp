// SPDX-License-Identifier: MIT
#include "cli/common/terminal.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace kith::cli {
namespace {

/// What may move a cursor or change a terminal never reaches it, wherever the text came from.
std::string harmless(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n' || c == '\t' || (byte >= 0x20 && byte != 0x7f)) out += c;
    }
    return out;
}

std::string styled(std::string_view text, const char* code) {
    if (!wants_color()) return std::string{text};
    return std::string{code} + std::string{text} + "\033[0m";
}

void write_line(std::FILE* to, const std::string& text) {
    (void)std::fwrite(text.data(), 1, text.size(), to);
    (void)std::fputc('\n', to);
}

} // namespace

bool wants_color() {
    static const bool wanted = [] {
        const char* off = std::getenv("NO_COLOR");
        const char* term = std::getenv("TERM");
        return ::isatty(STDOUT_FILENO) == 1 && (!off || !*off) && term &&
               std::string_view{term} != "dumb";
    }();
    return wanted;
}

std::string bold(std::string_view text) { return styled(harmless(text), "\033[1m"); }
std::string dim(std::string_view text) { return styled(harmless(text), "\033[2m"); }

void print(std::string_view text) {
    // Styles come from bold() and dim() alone, and those only where a terminal asked for them.
    write_line(stdout, wants_color() ? std::string{text} : harmless(text));
}
void complain(std::string_view text) { write_line(stderr, harmless(text)); }

int finish(int code) {
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    complain(std::string{"kith: the output could not be written: "} +
             (errno ? std::strerror(errno) : "something is in its way"));
    return kNotSo;
}

} // namespace kith::cli

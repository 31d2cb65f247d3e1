// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
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

TEST_CASE("A registrable domain is what one owner registers", "[host]") {
    CHECK(host::registrable_domain("a.b.example.co.uk") == "example.co.uk");
    CHECK(host::registrable_domain("one.github.io") == "one.github.io");
    CHECK(host::registrable_domain("example.org") == "example.org");
    CHECK(host::registrable_domain("co.uk").empty());
    CHECK(host::registrable_domain("192.0.2.7").empty());
}

// SPDX-License-Identifier: MIT
#include "tests/support/catch.hpp"
#include "wire/grants.hpp"

using namespace kith;
using namespace kith::wire;

namespace {

std::string ends(std::string_view text) {
    std::string out;
    for (const auto& each : endpoints_in(text)) out += (out.empty() ? "" : " ") + to_text(each);
    return out;
}

} // namespace

TEST_CASE("A setting's text names hosts and ports", "[wire]") {
    CHECK(ends("imaps://mail.example.org") == "mail.example.org:993");
    CHECK(ends("imaps://sam%40x:word@Mail.Example.org:1993/INBOX") == "mail.example.org:1993");
    CHECK(ends("smtp://mail.example.org") == "mail.example.org:25 mail.example.org:587");
    CHECK(ends("https://example.org./cal?x=//evil.test") == "example.org:443");
    CHECK(ends("https://good.example#@evil.test/") == "good.example:443");
    CHECK(ends("webcal://example.org/a.ics") == "example.org:80 example.org:443");
    CHECK(ends("sam@example.org") == "example.org");
    CHECK(ends("sam@example.org/laptop") == "example.org");
    CHECK(ends("example.org:5222") == "example.org:5222");
    CHECK(ends("[2001:db8::1]:993") == "[2001:db8::1]:993");
    CHECK(ends("2001:db8::1") == "[2001:db8::1]");
    CHECK(ends("https://[2001:db8::1]/") == "[2001:db8::1]:443");
    CHECK(ends("").empty());
    CHECK(ends("https:///path").empty());
    CHECK(ends("two words").empty());
}

TEST_CASE("Only the manifest's keys name hosts and paths", "[wire]") {
    JobRequest request;
    request.settings = R"({"imap":"imaps://mail.example.org","other":"evil.test",
                           "ics":["~/cal","/srv/cal","relative"],"maildir":"~"})";
    request.secrets = {{"feed", Secret{"https://feed.example.net/secret.ics"}},
                       {"password", Secret{"a.b"}}};
    request.plugin.host_keys = {"imap", "feed", "missing"};
    request.plugin.path_keys = {"ics", "maildir"};
    CHECK(named_endpoints(request).empty()); // no permission for the network
    request.plugin.network = true;
    const std::vector<Endpoint> named{{"feed.example.net", 443}, {"mail.example.org", 993}};
    CHECK(named_endpoints(request) == named);
    const std::vector<std::filesystem::path> paths{"/home/sam/", "/home/sam/cal", "/srv/cal"};
    CHECK(named_paths(request, "/home/sam") == paths);
}

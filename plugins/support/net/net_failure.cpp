// SPDX-License-Identifier: MIT
#include "plugins/support/net/net_failure.hpp"

#include <algorithm>
#include <array>

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/text.hpp"
#include "plugins/support/net/server_words.hpp"

namespace kith::net {
namespace {

/// OpenSSL's X509_V_ERR_* that a person can do something about.
constexpr long kNotYetValid = 9;
constexpr long kExpired = 10;
constexpr long kSelfSigned = 18;
constexpr long kSelfSignedChain = 19;
constexpr long kNoLocalIssuer = 20;
constexpr long kNoFirstIssuer = 21;

NetFailure certificate(const CurlEnd& end, const std::string& place) {
    switch (end.verify_result) {
    case kExpired:
        return {NetTrouble::Temporary,
                fmt::format("the certificate of {} has expired; its owner has to renew it", place)};
    case kNotYetValid:
        return {NetTrouble::Temporary,
                fmt::format("the certificate of {} is not valid yet; check this computer's clock",
                            place)};
    case kSelfSigned:
    case kSelfSignedChain:
    case kNoLocalIssuer:
    case kNoFirstIssuer:
        return {NetTrouble::Settings,
                fmt::format("the certificate of {} comes from nobody this computer trusts; for a "
                            "server of your own name its authority in `ca`",
                            place)};
    default:
        return {
            NetTrouble::Settings,
            fmt::format("the certificate of {} is not for that name; check the address", place)};
    }
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::ranges::find(words, word) != words.end();
}

/// The server's own word for a login that is wrong, whatever it says beside it.
bool is_wrong_login(const ServerWords& said) {
    static constexpr std::array<std::string_view, 2> kCodes{"AUTHENTICATIONFAILED",
                                                            "AUTHORIZATIONFAILED"};
    return said.number == 535 || is_one_of(said.code, kCodes);
}

/// A refusal that is about the moment, not about the password.
bool is_passing(const ServerWords& said) {
    static constexpr std::array<std::string_view, 6> kCodes{
        "UNAVAILABLE", "LIMIT", "INUSE", "OVERQUOTA", "SERVERBUG", "THROTTLED"};
    static constexpr std::array<std::string_view, 5> kSigns{"too many", "temporar", "try again",
                                                            "unavailable", "exceeded"};
    if (is_wrong_login(said)) return false;
    if (said.number / 100 == 4 || said.status == "BAD" || is_one_of(said.code, kCodes)) return true;
    // An alert is for the person to read and says nothing of what it is about.
    if (said.number != 0 || (!said.code.empty() && said.code != "ALERT")) return false;
    const auto text = lower_ascii(said.text);
    return std::ranges::any_of(
        kSigns, [&](std::string_view sign) { return text.find(sign) != std::string::npos; });
}

/// `what`, and behind it what the server said.
std::string with_words(std::string_view what, const ServerWords& said) {
    return said.text.empty() ? std::string{what} : fmt::format("{}: {}", what, said.text);
}

NetFailure refused_login(const CurlEnd& end, const std::string& place, const std::string& user) {
    if (!end.login_sent)
        return {NetTrouble::Settings,
                fmt::format("{} offers no such login there; check the port and `auth`", place)};
    const auto said = server_words(end.last_response);
    if (is_passing(said))
        return {NetTrouble::Temporary, with_words(place + " takes no login just now", said)};
    const auto refused = fmt::format("{} refused the login of {}", place, clean_line(user, 60));
    // Another reason than the name and the password is the server's to tell.
    const bool says_why =
        !is_wrong_login(said) && !said.text.empty() && (said.number != 0 || !said.code.empty());
    if (says_why) return {NetTrouble::Auth, with_words(refused, said)};
    return {NetTrouble::Auth,
            with_words(refused + "; check the user name and the password or token", said)};
}

/// The server spoke, but not as one does to go on: with a reason, or it is another kind of server.
NetFailure turned_away(const CurlEnd& end, const std::string& place, std::string_view otherwise) {
    const auto said = server_words(end.last_response);
    if (said.status == "BYE")
        return {NetTrouble::Temporary, with_words(place + " asks for a pause", said)};
    if (said.number / 100 == 4)
        return {NetTrouble::Temporary, with_words(place + " takes nothing just now", said)};
    if (said.number / 100 == 5)
        return {NetTrouble::Refused, with_words(place + " turns this computer away", said)};
    return {NetTrouble::Temporary, fmt::format("{} {}", place, otherwise)};
}

} // namespace

std::string_view protocol_of(std::string_view greeting) {
    if (greeting.starts_with("+OK")) return "POP3";
    if (greeting.starts_with("220")) return "SMTP";
    if (greeting.starts_with("* OK") || greeting.starts_with("* PREAUTH")) return "IMAP";
    return {};
}

NetFailure net_failure(const CurlEnd& end, const std::string& place, const std::string& user) {
    const auto temporary = [&](std::string_view what) {
        return NetFailure{NetTrouble::Temporary, fmt::format("{} {}", place, what)};
    };
    const auto settings = [&](std::string_view what) {
        return NetFailure{NetTrouble::Settings, fmt::format("{} {}", place, what)};
    };
    if (!end.foreign.empty())
        return settings(fmt::format("speaks {} there; check the port", end.foreign));
    switch (end.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return temporary("was not found; check the name, or whether there is a network");
    case CURLE_COULDNT_CONNECT: return temporary("takes no connection; check the address and port");
    case CURLE_OPERATION_TIMEDOUT:
        return temporary(end.silent ? "says nothing there; is it the right port? One for TLS wants "
                                      "`imaps:` or `smtps:`"
                                    : "did not answer in time");
    case CURLE_LOGIN_DENIED: return refused_login(end, place, user);
    case CURLE_PEER_FAILED_VERIFICATION: return certificate(end, place);
    case CURLE_USE_SSL_FAILED:
        return settings("offers no encryption there; try the port for TLS (imaps:, smtps:)");
    case CURLE_SSL_CONNECT_ERROR:
        return temporary("does not speak TLS as it should; check the port");
    case CURLE_SSL_CACERT_BADFILE:
        return {NetTrouble::Settings, "ca: this file holds no certificates that can be read"};
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return settings("is no address Kith can use");
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_REMOTE_ACCESS_DENIED:
        return turned_away(end, place, "answers strangely; check the port");
    case CURLE_OUT_OF_MEMORY: return temporary("sent more than there is room for");
    default: return turned_away(end, place, "broke the connection off");
    }
}

} // namespace kith::net

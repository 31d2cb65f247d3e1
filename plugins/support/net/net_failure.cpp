// SPDX-License-Identifier: MIT
#include "plugins/support/net/net_failure.hpp"

#include <array>

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/text.hpp"

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
        return {
            NetTrouble::Temporary,
            fmt::format("the certificate of {} is not valid yet; is this computer's clock right?",
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

/// A refusal that is about the moment, not about the password.
bool is_passing(const std::string& response) {
    static constexpr std::array<std::string_view, 8> kSigns{
        "[unavailable]", "[limit]",  "[inuse]",   "[overquota]",
        "too many",      "temporar", "try again", "[serverbug]"};
    const auto text = lower_ascii(response);
    for (const auto sign : kSigns)
        if (text.find(sign) != std::string::npos) return true;
    return text.starts_with("4"); // SMTP
}

NetFailure refused_login(const CurlEnd& end, const std::string& place, const std::string& user) {
    if (is_passing(end.last_response))
        return {NetTrouble::Temporary, fmt::format("{} takes no login just now: {}", place,
                                                   clean_line(end.last_response, 120))};
    return {NetTrouble::Auth,
            fmt::format("{} refused the login of {}; check the user name and the password or token",
                        place, clean_line(user, 60))};
}

} // namespace

NetFailure net_failure(const CurlEnd& end, const std::string& place, const std::string& user) {
    const auto temporary = [&](std::string_view what) {
        return NetFailure{NetTrouble::Temporary, fmt::format("{} {}", place, what)};
    };
    const auto settings = [&](std::string_view what) {
        return NetFailure{NetTrouble::Settings, fmt::format("{} {}", place, what)};
    };
    switch (end.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return temporary("was not found; check the name, or whether there is a network");
    case CURLE_COULDNT_CONNECT: return temporary("takes no connection; check the address and port");
    case CURLE_OPERATION_TIMEDOUT: return temporary("did not answer in time");
    case CURLE_LOGIN_DENIED: return refused_login(end, place, user);
    case CURLE_PEER_FAILED_VERIFICATION: return certificate(end, place);
    case CURLE_USE_SSL_FAILED:
        return settings("offers no encryption there; try the port for TLS (imaps:, smtps:)");
    case CURLE_SSL_CONNECT_ERROR:
        return temporary("does not speak TLS as it should; is it the right port?");
    case CURLE_SSL_CACERT_BADFILE:
        return {NetTrouble::Settings, "ca: this file holds no certificates that can be read"};
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return settings("is no address Kith can use");
    case CURLE_WEIRD_SERVER_REPLY: return temporary("answers strangely; is it the right port?");
    case CURLE_OUT_OF_MEMORY: return temporary("sent more than there is room for");
    default: return temporary("broke the connection off");
    }
}

} // namespace kith::net

// SPDX-License-Identifier: MIT
#include "plugins/support/net/connection.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <poll.h>
#include <sys/socket.h>

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/text.hpp"

namespace kith::net {
namespace {

using std::chrono::milliseconds;

/// Debian's folder of hashed authorities: reading the one bundle costs fifty times as much.
constexpr const char* kAuthorities = "/etc/ssl/certs";
constexpr std::size_t kLongestResponse = 500;
constexpr std::size_t kLongestCapabilities = 8000;
constexpr std::uint64_t kBytesToLookUp = 256 * 1024;

/// curl_global_init is not for two threads; a static is initialised by one.
void start_curl() {
    static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (!started) throw NetFailure(NetTrouble::Temporary, "libcurl cannot be started");
}

/// The two ways to give a password that every server with TLS knows.
constexpr const char* kPasswordLogins = "AUTH=PLAIN;AUTH=LOGIN";

/// With a token and nothing it fits, libcurl would log in by an empty password.
constexpr const char* kTokenLogins = "AUTH=XOAUTH2;AUTH=OAUTHBEARER";

/// IMAP's `A002 LOGIN`.
bool is_login_command(std::string_view line) {
    return line.substr(std::min(line.size(), line.find(' ') + 1)).starts_with("LOGIN ");
}

/// SMTP's `AUTH PLAIN`; IMAP's `A002 AUTHENTICATE PLAIN` or `A002 LOGIN`.
bool begins_login(std::string_view line) {
    if (line.starts_with("AUTH ") || is_login_command(line)) return true;
    return line.substr(std::min(line.size(), line.find(' ') + 1)).starts_with("AUTHENTICATE ");
}

/// `* CAPABILITY ...`, or `A002 OK [CAPABILITY ...] in`.
bool tells_capabilities(std::string_view line) {
    const auto at = line.find("CAPABILITY ");
    return at != std::string_view::npos && at > 0 && (line[at - 1] == '[' || at == 2) &&
           line.size() <= kLongestCapabilities;
}

/// Keeps the server's last line. Of what we say it is only noted that a login began: it holds the
/// password.
int keep_response(CURL*, curl_infotype type, char* data, size_t size, void* kept) noexcept {
    auto& end = *static_cast<CurlEnd*>(kept);
    const std::string_view line{data, size};
    if (type == CURLINFO_HEADER_OUT) end.login_sent = end.login_sent || begins_login(line);
    if (type == CURLINFO_HEADER_OUT)
        end.login_command = end.login_command || is_login_command(line);
    if (type != CURLINFO_HEADER_IN) return 0;
    end.login_taken = end.login_taken || line.starts_with("235");
    try {
        if (const auto spoken = protocol_of(line);
            end.last_response.empty() && !spoken.empty() && spoken != end.wanted)
            end.foreign = spoken;
        if (end.login_sent && tells_capabilities(line)) end.capabilities = line;
        end.last_response = line.substr(0, kLongestResponse);
    } catch (...) {
        end.last_response.clear();
    }
    return 0;
}

/// Ends the wait for words of IMAP where another protocol was greeted in.
int stop_if_foreign(void* kept, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
    return static_cast<const CurlEnd*>(kept)->foreign.empty() ? 0 : 1;
}

} // namespace

struct Connection::Handle {
    CURL* curl = curl_easy_init();
    CurlEnd end;

    Handle() {
        if (curl == nullptr) throw NetFailure(NetTrouble::Temporary, "libcurl cannot be started");
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        // libcurl would say goodbye and wait for an answer.
        if (const auto fd = socket(); fd != CURL_SOCKET_BAD) ::shutdown(fd, SHUT_RDWR);
        curl_easy_cleanup(curl);
    }

    template <class Value>
    void set(CURLoption option, Value value) const {
        if (const auto rc = curl_easy_setopt(curl, option, value); rc != CURLE_OK)
            throw NetFailure(NetTrouble::Settings,
                             fmt::format("libcurl: {}", curl_easy_strerror(rc)));
    }

    [[nodiscard]] curl_socket_t socket() const {
        curl_socket_t fd = CURL_SOCKET_BAD;
        if (curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &fd) != CURLE_OK) fd = CURL_SOCKET_BAD;
        return fd;
    }
};

std::string host_of(std::string_view url) {
    if (const auto scheme = url.find("://"); scheme != std::string_view::npos)
        url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?#"));
    if (const auto at = url.rfind('@'); at != std::string_view::npos) url.remove_prefix(at + 1);
    if (url.starts_with('['))
        url = url.substr(1, url.find(']') - 1);
    else
        url = url.substr(0, url.find(':'));
    return lower_ascii(url);
}

Connection::Connection(Endpoint endpoint, TimeLeft time_left, Milliseconds patience)
    : endpoint_(std::move(endpoint)), time_left_(std::move(time_left)), patience_(patience),
      place_(clean_line(host_of(endpoint_.url), 100)) {}

Connection::~Connection() = default;

bool Connection::is_tls_from_the_start() const {
    return endpoint_.url.starts_with("imaps:") || endpoint_.url.starts_with("smtps:");
}

void Connection::set_security() {
    const auto& h = *handle_;
    if (!is_tls_from_the_start())
        h.set(CURLOPT_USE_SSL, long{endpoint_.unencrypted ? CURLUSESSL_NONE : CURLUSESSL_ALL});
    h.set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    std::error_code error;
    const char* folder = nullptr;
    const char* file = nullptr;
    if (endpoint_.ca.empty()) {
        if (!std::filesystem::is_directory(kAuthorities, error)) return; // libcurl's own choice
        folder = kAuthorities;
    } else if (std::filesystem::is_directory(endpoint_.ca, error)) {
        folder = endpoint_.ca.c_str();
    } else {
        file = endpoint_.ca.c_str();
    }
    h.set(CURLOPT_CAINFO, file);
    h.set(CURLOPT_CAPATH, folder);
}

void Connection::set_login(const std::string& options) {
    const auto& h = *handle_;
    if (endpoint_.user.empty()) return;
    h.set(CURLOPT_USERNAME, endpoint_.user.c_str());
    if (!endpoint_.token.empty())
        h.set(CURLOPT_XOAUTH2_BEARER, endpoint_.token.c_str());
    else
        h.set(CURLOPT_PASSWORD, endpoint_.password.c_str());
    if (!options.empty()) h.set(CURLOPT_LOGIN_OPTIONS, options.c_str());
}

void Connection::open() {
    start_curl();
    // Left to itself libcurl takes the way it holds for the strongest, GSSAPI or NTLM, which want
    // more than a password, and tries no other.
    const bool by_token = endpoint_.login.empty() && !endpoint_.token.empty();
    const bool may_choose = endpoint_.login.empty() && !by_token;
    const bool by_command = may_choose && endpoint_.by_login_command;
    auto end = connect(by_token                    ? kTokenLogins
                       : may_choose && !by_command ? kPasswordLogins
                                                   : endpoint_.login);
    // A server that offers neither may know IMAP's LOGIN command, or a way that hides the password.
    // One that knew only LOGIN the last time may have learnt others, of which libcurl took its own.
    if (may_choose && end.code == CURLE_LOGIN_DENIED && (by_command || !end.login_sent) &&
        !end.login_command)
        end = connect(by_command ? kPasswordLogins : "");
    took_login_command_ = end.code == CURLE_OK && end.login_command;
    // To an SMTP server without AUTH libcurl says nothing of the login, and goes on.
    const bool left_out =
        endpoint_.url.starts_with("smtp") && !endpoint_.user.empty() && !end.login_taken;
    told_at_login_ = std::move(end.capabilities);
    if (end.code == CURLE_OK && !left_out) return;
    handle_.reset();
    if (end.code == CURLE_OK)
        throw NetFailure(NetTrouble::Settings,
                         place_ + " offers no login there; check the port, or write `smtp_user: "
                                  "\"\"` if it wants none");
    throw net_failure(end, place_, endpoint_.user);
}

CurlEnd Connection::connect(const std::string& login_options) {
    handle_ = std::make_unique<Handle>();
    auto& h = *handle_;
    h.set(CURLOPT_URL, endpoint_.url.c_str());
    h.set(CURLOPT_PROTOCOLS_STR, "imap,imaps,smtp,smtps");
    h.set(CURLOPT_PROXY, ""); // only the hosts the settings name
    h.set(CURLOPT_CONNECT_ONLY, 1L);
    h.set(CURLOPT_NOSIGNAL, 1L);
    const auto limit = std::clamp(std::min(time_left_(), patience_), milliseconds{1}, patience_);
    h.set(CURLOPT_TIMEOUT_MS, static_cast<long>(limit.count()));
    // Verbose alone makes libcurl call the function; nothing is printed.
    h.set(CURLOPT_DEBUGFUNCTION, &keep_response);
    h.set(CURLOPT_DEBUGDATA, &h.end);
    h.set(CURLOPT_VERBOSE, 1L);
    h.end.wanted = endpoint_.url.starts_with("imap") ? "IMAP" : "SMTP";
    h.set(CURLOPT_XFERINFOFUNCTION, &stop_if_foreign);
    h.set(CURLOPT_XFERINFODATA, &h.end);
    h.set(CURLOPT_NOPROGRESS, 0L);
    set_security();
    set_login(login_options);
    const auto rc = curl_easy_perform(h.curl);
    h.end.code = rc == CURLE_OK && h.socket() == CURL_SOCKET_BAD ? CURLE_COULDNT_CONNECT : rc;
    curl_easy_getinfo(h.curl, CURLINFO_SSL_VERIFYRESULT, &h.end.verify_result);
    curl_off_t connected = 0;
    curl_easy_getinfo(h.curl, CURLINFO_CONNECT_TIME_T, &connected);
    h.end.silent = connected > 0 && !is_tls_from_the_start() && h.end.last_response.empty();
    return h.end;
}

void Connection::wait(short events) {
    const auto limit = std::min(time_left_(), patience_);
    if (limit <= milliseconds{0})
        throw NetFailure(NetTrouble::Temporary, place_ + " did not answer in time");
    pollfd fd{handle_->socket(), events, 0};
    const int ready = ::poll(&fd, 1, static_cast<int>(limit.count()));
    if (ready == 0)
        throw NetFailure(
            NetTrouble::Temporary,
            place_ + (limit == patience_ ? " stopped answering" : " did not answer in time"));
    if (ready < 0 && errno != EINTR)
        throw NetFailure(NetTrouble::Temporary, place_ + " broke the connection off");
}

void Connection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        std::size_t done = 0;
        const auto rc = handle_ ? curl_easy_send(handle_->curl, bytes.data(), bytes.size(), &done)
                                : CURLE_SEND_ERROR;
        if (rc == CURLE_AGAIN) {
            wait(POLLOUT);
            continue;
        }
        if (rc != CURLE_OK)
            throw NetFailure(NetTrouble::Temporary, place_ + " broke the connection off");
        sent_ += done;
        bytes.remove_prefix(done);
    }
}

std::size_t Connection::receive(std::span<char> into) {
    for (;;) {
        std::size_t got = 0;
        // Decrypted bytes may wait inside TLS, where poll does not see them: read first.
        const auto rc = handle_ ? curl_easy_recv(handle_->curl, into.data(), into.size(), &got)
                                : CURLE_RECV_ERROR;
        if (rc == CURLE_AGAIN) {
            wait(POLLIN);
            continue;
        }
        if (rc != CURLE_OK)
            throw NetFailure(NetTrouble::Temporary, place_ + " broke the connection off");
        received_ += got;
        // Whoever never falls silent is never waited for.
        if (received_ - received_in_time_ > kBytesToLookUp) {
            received_in_time_ = received_;
            if (time_left_() <= milliseconds{0})
                throw NetFailure(NetTrouble::Temporary, place_ + " did not answer in time");
        }
        return got;
    }
}

void Connection::close() noexcept { handle_.reset(); }

} // namespace kith::net

/* SPDX-License-Identifier: MIT
 * Gets the setting `url` with an unmodified libcurl, or with the plain socket calls of C
 * (`how: plain`), or whatever a service points to (`how: service`), and hands its first line over
 * as the ref of a touchpoint. */
#include <arpa/nameser.h>
#include <curl/curl.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fixture.h"

static char body[64 * 1024];
static size_t filled;

/* The value of a text setting; the fixture's texts hold no quotes. */
static const char* setting(const char* key, char* into, size_t size) {
    char quoted[64];
    snprintf(quoted, sizeof quoted, "\"%s\":\"", key);
    const char* at = strstr(the_settings, quoted);
    into[0] = 0;
    if (at)
        snprintf(into, size, "%.*s", (int)strcspn(at + strlen(quoted), "\""), at + strlen(quoted));
    return into[0] ? into : NULL;
}

static size_t take(char* data, size_t size, size_t count, void* unused) {
    (void)unused;
    const size_t more = size * count;
    if (filled + more >= sizeof body) return 0;
    memcpy(body + filled, data, more);
    filled += more;
    return more;
}

static int give_up(const char* what, const char* why) {
    char text[256];
    snprintf(text, sizeof text, "%s: %s", what, why);
    the_host->fail(the_host->ctx, KITH_FAIL_TEMPORARY, text);
    return -1;
}

static int by_curl(const char* url) {
    char ca[200], error[CURL_ERROR_SIZE] = "";
    CURL* curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 10000L);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    if (setting("ca", ca, sizeof ca)) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, NULL);
        curl_easy_setopt(curl, CURLOPT_CAPATH, ca);
    }
    const CURLcode code = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return code == CURLE_OK ? 0 : give_up(curl_easy_strerror(code), error);
}

/* http://HOST:PORT/ with the calls any C program makes, waiting in each. */
static int by_hand(const char* url) {
    char host[200], port[16];
    if (sscanf(url, "http://%199[^:]:%15[0-9]", host, port) != 2) return give_up("url", url);
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_CANONNAME}, *list = NULL;
    const int code = getaddrinfo(host, port, &hints, &list);
    if (code != 0)
        return give_up("getaddrinfo", code == EAI_SYSTEM ? strerror(errno) : gai_strerror(code));
    int line = -1, error = 0;
    for (struct addrinfo* at = list; at && line < 0; at = at->ai_next) {
        line = socket(at->ai_family, at->ai_socktype, at->ai_protocol);
        if (line < 0 || connect(line, at->ai_addr, at->ai_addrlen) == 0) continue;
        error = errno;
        close(line);
        line = -1;
    }
    freeaddrinfo(list);
    if (line < 0) return give_up("connect", strerror(error));
    static const char request[] = "GET / HTTP/1.0\r\n\r\n";
    if (send(line, request, sizeof request - 1, MSG_NOSIGNAL) < 0)
        return give_up("send", strerror(errno));
    char whole[8192];
    size_t have = 0;
    ssize_t got = 0;
    while (have < sizeof whole - 1 &&
           (got = recv(line, whole + have, sizeof whole - 1 - have, 0)) > 0)
        have += (size_t)got;
    close(line);
    whole[have] = 0;
    const char* start = strstr(whole, "\r\n\r\n");
    if (!start) return give_up("recv", "no answer");
    return take((char*)start + 4, 1, strlen(start + 4), NULL) ? 0 : give_up("recv", "too much");
}

/* Where the service NAME points to, as http://HOST:PORT/. */
static int by_service(const char* name, char* url, size_t size) {
    unsigned char answer[2048];
    const int got = res_query(name, ns_c_in, ns_t_srv, answer, sizeof answer);
    ns_msg message;
    ns_rr record;
    char host[NS_MAXDNAME];
    if (got < 0) return give_up("res_query", hstrerror(h_errno));
    if (ns_initparse(answer, got, &message) != 0 || ns_msg_count(message, ns_s_an) < 1 ||
        ns_parserr(&message, ns_s_an, 0, &record) != 0 || ns_rr_type(record) != ns_t_srv ||
        ns_name_uncompress(ns_msg_base(message), ns_msg_end(message), ns_rr_rdata(record) + 6, host,
                           sizeof host) < 0)
        return give_up("res_query", "no service");
    snprintf(url, size, "http://%.150s:%u/", host, ns_get16(ns_rr_rdata(record) + 4));
    return 0;
}

static int sense(void* self, const kith_request* request) {
    char url[200], how[16];
    (void)self;
    if (!setting("url", url, sizeof url) && !setting("target", url, sizeof url))
        return give_up("url", "is missing");
    char target[200];
    if (setting("target", target, sizeof target)) memcpy(url, target, sizeof url);
    setting("how", how, sizeof how);
    if (strcmp(how, "service") == 0 && by_service(target, url, sizeof url) != 0) return -1;
    const int code = how[0] == 0 || strcmp(how, "curl") == 0 ? by_curl(url) : by_hand(url);
    if (code != 0) return -1;
    body[strcspn(body, "\r\n")] = 0;
    kith_touchpoint touch = {.struct_size = sizeof touch,
                             .minutes = -1,
                             .at = request->now - 60,
                             .address = "mailto:ana@example.net",
                             .channel = "email",
                             .direction = "in",
                             .ref = body};
    return the_host->touchpoint(the_host->ctx, &touch);
}

#ifdef KITH_FIXTURE_DISCOVERS
FIXTURE("fetch_led", KITH_ROLE_SENSE, sense, NULL)
#else
FIXTURE("fetch", KITH_ROLE_SENSE, sense, NULL)
#endif

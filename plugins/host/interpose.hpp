// SPDX-License-Identifier: MIT
#pragma once

#include <netdb.h>

namespace kith::host {

// This program exports its own getaddrinfo, freeaddrinfo, res_query (services alone), socket, bind
// and connect, which come before the C library's for everything that is loaded here. In the jailed
// half they ask the broker, so that libcurl and its like work as they are; elsewhere they do what
// the C library's do.

/// From now on they ask on this descriptor. Once, before any code of the plugin is loaded.
void ask_broker_on(int fd);
/// That descriptor, or -1.
int broker_line();

/// The C library's own.
int system_getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                       addrinfo** out);
int system_res_query(const char* name, int of_class, int type, unsigned char* into, int size);

} // namespace kith::host

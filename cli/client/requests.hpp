// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/common/connection.hpp"

namespace kith::cli {

/// One call to kithd, made from a command line.
struct Request {
    const char* method = "";
    std::vector<Argument> arguments;
    bool json = false;
    std::chrono::seconds patience = kBusTimeout;
    bool yes = false;       ///< questions are answered already
    std::string question{}; ///< to be answered with yes before the call is made
};

/// The call for a word and what follows it; an error is a sentence about the command line.
Result<Request> make_request(const std::string& word, const std::vector<std::string>& rest);

} // namespace kith::cli

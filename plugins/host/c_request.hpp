// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kith/plugin.h"
#include "wire/request.hpp"

namespace kith::host {

/// A job's request as the C structs of the contract. Borrows the request, owns the arrays.
class CRequest {
  public:
    explicit CRequest(const wire::JobRequest& request);
    CRequest(const CRequest&) = delete;
    CRequest& operator=(const CRequest&) = delete;
    ~CRequest() = default;

    [[nodiscard]] const kith_request* request() const { return &request_; }
    [[nodiscard]] const kith_nudge* nudge() const { return &nudge_; }
    [[nodiscard]] const kith_hold* hold() const { return &hold_; }

  private:
    const char* const* list(const std::vector<std::string>& texts);
    void fill_addresses(const wire::JobRequest& from);
    void fill_nudge(const wire::NudgeOrder& order);

    std::vector<std::unique_ptr<std::vector<const char*>>> lists_;
    std::vector<kith_address> addresses_;
    std::vector<std::string> answers_, labels_;
    kith_request request_{};
    kith_nudge nudge_{};
    kith_hold hold_{};
};

} // namespace kith::host

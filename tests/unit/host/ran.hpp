// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "tests/support/fixture_request.hpp"
#include "wire/run_job.hpp"

namespace kith::test {

struct Ran {
    wire::Outcome outcome;
    std::vector<wire::Record> records;

    template <class R>
    [[nodiscard]] std::vector<R> all() const {
        std::vector<R> out;
        for (const auto& record : records)
            if (const auto* r = std::get_if<R>(&record)) out.push_back(*r);
        return out;
    }
};

inline Ran run(const wire::JobRequest& request, std::chrono::milliseconds stay = {}) {
    wire::RunOptions options;
    options.host = KITH_HOST;
    options.stay = stay;
    Ran out;
    out.outcome = wire::run_job(options, request,
                                [&](const wire::Record& record) { out.records.push_back(record); });
    return out;
}

inline bool says(const Ran& ran, std::string_view words) {
    return ran.outcome.text.find(words) != std::string::npos;
}

} // namespace kith::test

// SPDX-License-Identifier: MIT
#include "daemon/fleet/batch.hpp"

#include "tests/support/catch.hpp"

using namespace kith;
using fleet::Batch;
using fleet::BatchCollector;

namespace {

wire::Outcome ended(wire::FailKind kind) {
    wire::Outcome out;
    out.kind = kind;
    return out;
}

struct Collected {
    std::vector<Batch> batches;
    BatchCollector collector{[this](Batch batch) { batches.push_back(std::move(batch)); }};

    void touch(int count) {
        for (int i = 0; i < count; ++i) collector.take(wire::TouchpointRecord{});
    }
};

} // namespace

TEST_CASE("A cursor commits what came before it, with the coverage", "[fleet]") {
    Collected c;
    c.touch(3);
    c.collector.take(wire::CoverageRecord{{}, true, {"mailto"}});
    CHECK(c.batches.empty());
    c.collector.take(wire::CursorRecord{"a"});
    REQUIRE(c.batches.size() == 1);
    CHECK(c.batches[0].touchpoints.size() == 3);
    CHECK(c.batches[0].coverage.has_value());
    CHECK(c.batches[0].cursor == "a");
}

TEST_CASE("What no cursor committed is dropped when the job fails, kept when it ends well",
          "[fleet]") {
    Collected failed;
    failed.touch(2);
    failed.collector.finish(ended(wire::FailKind::Crashed));
    CHECK(failed.batches.empty());
    Collected well;
    well.touch(2);
    well.collector.finish(ended(wire::FailKind::None));
    REQUIRE(well.batches.size() == 1);
    CHECK_FALSE(well.batches[0].cursor.has_value());
}

TEST_CASE("What is taken back goes, what is told again after it stays", "[fleet]") {
    Collected c;
    const auto touch = [](const char* ref) {
        wire::TouchpointRecord out;
        out.ref = ref;
        return out;
    };
    c.collector.take(touch("lunch"));
    c.collector.take(touch("dinner"));
    c.collector.take(wire::RetractRecord{"lunch"});
    c.collector.take(wire::RetractRecord{"dinner"});
    c.collector.take(touch("dinner"));
    c.collector.finish(ended(wire::FailKind::None));
    REQUIRE(c.batches.size() == 1);
    REQUIRE(c.batches[0].touchpoints.size() == 1);
    CHECK(c.batches[0].touchpoints[0].ref == "dinner");
    CHECK(c.batches[0].retracted == std::vector<std::string>{"lunch", "dinner"});

    Collected alone;
    alone.collector.take(wire::RetractRecord{"lunch"});
    alone.collector.finish(ended(wire::FailKind::None));
    CHECK(alone.batches.size() == 1);
    Collected many;
    for (std::size_t i = 0; i < BatchCollector::kPiece; ++i)
        many.collector.take(wire::RetractRecord{"r"});
    CHECK(many.batches.size() == 1);
    Collected failed;
    failed.collector.take(wire::RetractRecord{"lunch"});
    failed.collector.finish(ended(wire::FailKind::Crashed));
    CHECK(failed.batches.empty());
}

TEST_CASE("A long run comes in pieces, its coverage with the last", "[fleet]") {
    Collected c;
    c.collector.take(wire::CoverageRecord{{}, true, {"mailto"}});
    c.touch(static_cast<int>(BatchCollector::kPiece) + 1);
    REQUIRE(c.batches.size() == 1);
    CHECK(c.batches[0].touchpoints.size() == BatchCollector::kPiece);
    CHECK_FALSE(c.batches[0].coverage.has_value());
    c.collector.take(wire::CursorRecord{"b"});
    REQUIRE(c.batches.size() == 2);
    CHECK(c.batches[1].touchpoints.size() == 1);
    CHECK(c.batches[1].coverage.has_value());
}

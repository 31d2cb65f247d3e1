// SPDX-License-Identifier: MIT
#include "wire/record.hpp"

#include "tests/support/catch.hpp"
#include "wire/limits.hpp"

using namespace kith;
using namespace kith::wire;

namespace {

const std::string kGood =
    R"({"at":"2026-03-02T12:30:00+00:00","connection":"ana","channel":"call","direction":"both",)"
    R"("minutes":12,"source":"manual","ref":"r1"})";

std::string error_of(std::string_view line, Mode mode = Mode::Strict) {
    const auto record = parse_record(line, mode);
    return record ? "" : record.error().text;
}

} // namespace

TEST_CASE("A touchpoint line survives the round trip to the byte", "[wire]") {
    for (
        const auto& line :
        {kGood,
         std::string(
             R"({"at":"1999-12-31T23:59:59+00:00","address":"mailto:ana@example.net",)"
             R"("channel":"email","direction":"in","ref":"<1@x>","name":"Ana","because":"a reply"})")}) {
        const auto record = parse_record(line, Mode::Strict);
        REQUIRE(record.has_value());
        CHECK(format_record(*record) == line);
    }
}

TEST_CASE("Every type of record survives the round trip", "[wire]") {
    const Instant at{std::chrono::seconds{1'772'454'600}};
    ResultRecord failed;
    failed.kind = FailKind::Auth;
    failed.text = "give it a new password";
    ResultRecord fine;
    fine.ok = true;
    fine.rejected = 2;
    fine.text = "`ref` is missing";
    ResultRecord amiss;
    amiss.ok = true;
    amiss.text = "one folder is not there";
    const std::vector<Record> records{
        SkippedRecord{"r", "list mail"},
        BusyRecord{at, at + std::chrono::hours{1}, true, "ana", "", "event"},
        PersonRecord{"card", "Ana", {"mailto:ana@example.net"}, "--02-29"},
        CoverageRecord{at, true, {"mailto", "tel"}},
        AttentionRecord{true, std::nullopt, false, std::nullopt},
        CursorRecord{"a\nb\"c"},
        ReceiptRecord{"7", true},
        AnswerRecord{"0123456789abcdef0123456789abcdef", "dismissed"},
        LogRecord{4, "slow today"},
        RetractRecord{"meeting-7"},
        failed,
        fine,
        amiss,
        ConfinedRecord{"full",
                       "Landlock 7, system calls",
                       {"dav.example.org:443"},
                       {"x.test"},
                       Kept::TooMuch}};
    for (const auto& record : records) {
        const auto line = format_record(record);
        INFO(line);
        const auto again = parse_record(line, Mode::Strict);
        REQUIRE(again.has_value());
        CHECK(again->index() == record.index());
        CHECK(format_record(*again) == line);
    }
    CHECK(format_record(amiss).find(amiss.text) != std::string::npos);
}

TEST_CASE("A bad touchpoint is refused with what is wrong", "[wire]") {
    struct Row {
        const char* line;
        const char* words;
    };
    const std::vector<Row> rows{
        {R"()", "JSON"},
        {R"([])", "one JSON object"},
        {R"({"type":"party"})", "`type` \"party\""},
        {R"({"type":7,"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"call","direction":"in","ref":"r"})",
         "`type` must be a text"},
        {R"({"connection":"ana","channel":"call","direction":"in","ref":"r"})", "`at` is missing"},
        {R"({"at":"yesterday","connection":"ana","channel":"call","direction":"in","ref":"r"})",
         "`at` must be a moment"},
        {R"({"at":"2026-03-02T12:30:00Z","channel":"call","direction":"in","ref":"r"})",
         "`address` or `connection` is missing"},
        {R"({"at":"2026-03-02T12:30:00Z","connection":"ana","address":"a@b.c","channel":"call","direction":"in","ref":"r"})",
         "cannot both"},
        {R"({"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"fax","direction":"in","ref":"r"})",
         "`channel` \"fax\""},
        {R"({"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"none","direction":"in","ref":"r"})",
         "`channel` \"none\""},
        {R"({"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"call","direction":"up","ref":"r"})",
         "`direction` \"up\""},
        {R"({"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"call","direction":"in"})",
         "`ref` is missing"},
        {R"({"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"call","direction":"in","ref":"r","minutes":-1})",
         "`minutes`"},
        {R"({"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"call","direction":"in","ref":"r","minutes":1.5})",
         "whole number"},
        {R"({"at":"2026-03-02T12:30:00Z","address":"nobody","channel":"call","direction":"in","ref":"r"})",
         "not a mail address"},
        {R"({"at":"2026-03-02T12:30:00Z","connection":"ana","channel":"call","direction":"in","ref":"r","minuts":3})",
         "did you mean `minutes`?"}};
    for (const auto& row : rows) {
        INFO(row.line);
        CHECK(error_of(row.line).find(row.words) != std::string::npos);
    }
}

TEST_CASE("A reply may say when it was written", "[wire]") {
    const std::string begin = R"({"type":"reply","nudge":"0123456789abcdef0123456789abcdef",)"
                              R"("text":"met Ana","ref":"r")";
    const auto plain = parse_record(begin + "}", Mode::Strict);
    REQUIRE(plain.has_value());
    CHECK_FALSE(std::get<ReplyRecord>(*plain).at);
    const auto dated = parse_record(begin + R"(,"at":"2026-03-02T12:30:00+00:00"})", Mode::Strict);
    REQUIRE(dated.has_value());
    CHECK(std::get<ReplyRecord>(*dated).at == Instant{std::chrono::seconds{1772454600}});
    CHECK(parse_record(format_record(*dated), Mode::Strict).has_value());
    CHECK(format_record(*dated).contains(R"("at":"2026-03-02T12:30:00+00:00")"));
    CHECK_FALSE(parse_record(begin + R"(,"at":"yesterday"})", Mode::Lenient));
    // Words count for more than a clock that was wrong.
    auto reply = std::get<ReplyRecord>(*dated);
    reply.at = Instant{std::chrono::seconds{-1}};
    REQUIRE(tidy(reply).has_value());
    CHECK_FALSE(reply.at);
}

TEST_CASE("What is taken back is named", "[wire]") {
    CHECK(parse_record(R"({"type":"retract","ref":"meeting-7"})", Mode::Strict));
    CHECK_FALSE(parse_record(R"({"type":"retract"})", Mode::Lenient));
    CHECK_FALSE(parse_record(R"({"type":"retract","ref":""})", Mode::Lenient));
    const auto ref = std::string(501, 'x');
    CHECK_FALSE(parse_record(R"({"type":"retract","ref":")" + ref + "\"}", Mode::Lenient));
}

TEST_CASE("Unknown keys are errors on import and ignored from plugins", "[wire]") {
    auto line = kGood;
    line.insert(line.size() - 1, R"(,"mood":"fine")");
    CHECK_FALSE(parse_record(line, Mode::Strict).has_value());
    CHECK(parse_record(line, Mode::Lenient).has_value());
}

TEST_CASE("Texts from strangers come out clean and short", "[wire]") {
    const auto record = parse_touchpoint(
        R"({"at":"2026-03-02T12:30:00Z","address":"Ana@Example.NET","channel":"email","direction":"in","ref":"r","name":"A\u001b[2Jna\r\nB\u202e","because":")" +
            std::string(5000, 'x') + "\"}",
        Mode::Lenient);
    REQUIRE(record.has_value());
    CHECK(record->address == "mailto:ana@example.net");
    CHECK(record->name == "A[2Jna B");
    CHECK(record->because.size() <= kMaxSentence + 2);
}

TEST_CASE("What cannot be cut is refused when too long", "[wire]") {
    TouchpointRecord touch;
    touch.connection = "ana";
    touch.ref = std::string(kMaxRef + 1, 'r');
    CHECK_FALSE(tidy(touch).has_value());
    touch.ref.pop_back();
    CHECK(tidy(touch).has_value());
    CursorRecord cursor{std::string(kMaxCursor + 1, 'c')};
    CHECK_FALSE(tidy(cursor).has_value());
    cursor.cursor.assign(kMaxCursor, 'c');
    CHECK(tidy(cursor).has_value());
    CHECK(format_record(cursor).size() < kMaxDatagram);
    cursor.cursor.assign(kMaxCursor, '\x01');
    CHECK_FALSE(tidy(cursor).has_value());
    cursor.cursor = "\xff";
    CHECK_FALSE(tidy(cursor).has_value());
    CHECK(error_of(std::string(kMaxDatagram + 1, ' ')).find("64 kB") != std::string::npos);
}

TEST_CASE("Only a touchpoint may stand where history is read", "[wire]") {
    CHECK(parse_touchpoint(kGood, Mode::Strict).has_value());
    CHECK_FALSE(parse_touchpoint(R"({"type":"cursor","cursor":"x"})", Mode::Strict).has_value());
}

TEST_CASE("No cut or flipped byte of a line does harm", "[wire]") {
    for (std::size_t i = 0; i < kGood.size(); ++i) {
        (void)parse_record(std::string_view(kGood).substr(0, i), Mode::Lenient);
        for (int bit = 0; bit < 8; ++bit) {
            auto line = kGood;
            line[i] = static_cast<char>(line[i] ^ (1 << bit));
            if (const auto record = parse_record(line, Mode::Lenient))
                CHECK(parse_record(format_record(*record), Mode::Strict).has_value());
        }
    }
}

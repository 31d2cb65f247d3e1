// SPDX-License-Identifier: MIT
#include "plugins/command/sensor_line.hpp"

#include "plugins/command/line_reader.hpp"
#include "plugins/command/settings.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::command;

namespace {

std::string touch(const std::string& changed, const std::string& to) {
    std::string line = R"({"at":"2026-03-02T18:00:00Z","address":"tel:+351210000000",)"
                       R"("channel":"call","direction":"in","ref":"call-17","minutes":12})";
    if (!changed.empty()) line.replace(line.find(changed), changed.size(), to);
    return line;
}

} // namespace

TEST_CASE("A contact is read from its line", "[command]") {
    const auto read = read_sensor_line(touch("", ""));
    REQUIRE(read);
    const auto& contact = std::get<plugin::Touchpoint>(*read);
    CHECK(contact.at == 1772474400);
    CHECK(contact.address == "tel:+351210000000");
    CHECK(contact.connection.empty());
    CHECK(contact.channel == "call");
    CHECK(contact.direction == "in");
    CHECK(contact.ref == "call-17");
    CHECK(contact.minutes == 12);
}

TEST_CASE("A line that is no contact says why, without its content", "[command]") {
    const auto [changed, to, complaint] = GENERATE(table<std::string, std::string, std::string>({
        {"{\"at\"", "[\"at\"", "JSON"},
        {"2026-03-02T18:00:00Z", "yesterday", "`at`"},
        {"\"at\":\"2026-03-02T18:00:00Z\"", "\"at\":5", "`at`"},
        {"\"address\"", "\"adress\"", "`address`"},
        {"\"address\"", "\"connection\":\"ana\",\"address\"", "`connection`"},
        {"\"call\"", "\"fax\"", "`channel`"},
        {"\"in\"", "\"sideways\"", "`direction`"},
        {"call-17", "", "`ref`"},
        {"12}", "-1}", "`minutes`"},
        {"12}", "1.5}", "`minutes`"},
        {"12}", "99999}", "`minutes`"},
        {"12}", "12,\"type\":\"person\"}", "`type`"},
        {"call-17", "a\\u0000b", "NUL"},
    }));
    const auto read = read_sensor_line(touch(changed, to));
    REQUIRE_FALSE(read);
    CHECK(read.error().text.find(complaint) != std::string::npos);
    CHECK(read.error().text.find("351210") == std::string::npos);
}

TEST_CASE("Rubbish is no contact", "[command]") {
    for (const char* line : {"[]", "null", "7", "\"x\"", "{", "\xff\xfe", "{}"})
        CHECK_FALSE(read_sensor_line(line));
    CHECK_FALSE(read_sensor_line(std::string(60000, '[')));
    CHECK_FALSE(read_sensor_line(touch("call-17", std::string(501, 'x'))));
}

TEST_CASE("A contact is taken back by its ref", "[command]") {
    const auto line = read_sensor_line(R"({"type":"retract","ref":"call-17"})");
    REQUIRE(line);
    CHECK(std::get<Retraction>(*line).ref == "call-17");
    CHECK_FALSE(read_sensor_line(R"({"type":"retract"})"));
    CHECK_FALSE(read_sensor_line(R"({"type":"retract","ref":"a\u0000b"})"));
}

TEST_CASE("A cursor and a coverage have lines of their own", "[command]") {
    const auto cursor = read_sensor_line(R"({"cursor":"page 17"})");
    REQUIRE(cursor);
    CHECK(std::get<Cursor>(*cursor).text == "page 17");
    const auto coverage = read_sensor_line(
        R"({"type":"coverage","schemes":["tel","sms"],"since":"1970-01-01T00:01:00Z"})");
    REQUIRE(coverage);
    CHECK(std::get<plugin::Coverage>(*coverage).since == 60);
    CHECK(std::get<plugin::Coverage>(*coverage).schemes == std::vector<std::string>{"tel", "sms"});
    CHECK_FALSE(read_sensor_line(R"({"cursor":17})"));
    CHECK_FALSE(read_sensor_line(R"({"type":"coverage","schemes":"tel"})"));
    CHECK_FALSE(read_sensor_line("{\"cursor\":\"" + std::string(33000, 'x') + "\"}"));
}

TEST_CASE("Lines are cut wherever the bytes are, and long ones are only counted", "[command]") {
    std::vector<std::string> seen;
    LineReader reader([&seen](int number, std::string_view line, bool too_long) {
        seen.push_back(std::to_string(number) + ":" + (too_long ? "long" : std::string(line)));
        return true;
    });
    const std::string text = "a\r\n\nb" + std::string(70000, 'x') + "\nlast";
    bool more = true;
    for (const char c : text) more = reader.feed({&c, 1}) && more;
    CHECK(more);
    CHECK(reader.finish());
    CHECK(seen == std::vector<std::string>{"1:a", "2:", "3:long", "4:last"});
    CHECK(reader.finish());
    CHECK(seen.size() == 4);
}

TEST_CASE("A deadline is a length of time in words", "[command]") {
    CHECK(read_deadline("90 seconds") == std::chrono::seconds{90});
    CHECK(read_deadline("2 minutes") == std::chrono::minutes{2});
    CHECK(read_deadline("1.5 hours") == std::chrono::minutes{90});
    CHECK(read_deadline("a minute") == std::chrono::minutes{1});
    CHECK(read_deadline("an hour") == std::chrono::hours{1});
    CHECK(read_deadline("15min") == std::chrono::minutes{15});
    for (const char* text : {"", "soon", "5", "-1 s", "0 s", "2 days", "nan h", "inf h", "5 weeks"})
        CHECK_FALSE(read_deadline(text));
}

TEST_CASE("Settings name a program", "[command]") {
    const auto settings = read_settings(R"({"program":["a","b c"],"deadline":"2 minutes"})");
    REQUIRE(settings);
    CHECK(settings->program == std::vector<std::string>{"a", "b c"});
    CHECK(settings->deadline == std::chrono::minutes{2});
    CHECK(read_settings(R"({"program":"just-one"})")->program.size() == 1);
    for (const char* json :
         {"", "[", "{}", R"({"program":[]})", R"({"program":[7]})", R"({"program":[""]})",
          R"({"program":["a\u0000b"]})", R"({"program":["a"],"deadline":"soon"})"})
        CHECK_FALSE(read_settings(json));
}

// SPDX-License-Identifier: MIT
#include "tests/unit/files/files_life.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>

#include <dlfcn.h>
#include <fmt/format.h>

#include "tests/support/catch.hpp"

namespace fs = std::filesystem;

namespace kith::test {
namespace {

std::int64_t now() {
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count() + 3600;
}

const kith_plugin* library() {
    static void* const handle = ::dlopen(KITH_FILES_PLUGIN, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(handle != nullptr);
    return reinterpret_cast<const kith_plugin* (*)()>(::dlsym(handle, "kith_plugin_v1"))();
}

} // namespace

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
}

std::string stamp(std::int64_t at) {
    const std::time_t time = at;
    std::tm parts{};
    (void)::gmtime_r(&time, &parts);
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::string event(const std::string& uid, std::int64_t from, const std::string& more) {
    return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTART:" + stamp(from) + "\r\n" +
           (more.contains("DURATION:") ? "" : "DURATION:PT1H\r\n") + more +
           "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

FilesLife::FilesLife()
    : settings(fmt::format(R"({{"maildir":["{}"],"ics":["{}"]}})", mail().string(),
                           calendars().string())),
      at(now()), since(at - 180 * kDay) {
    for (const char* part : {"cur", "new", "tmp"}) fs::create_directories(mail() / part);
    fs::create_directories(state());
    fs::create_directories(calendars());
}

void FilesLife::put(const std::string& file, const std::string& id, std::int64_t hours_ago) const {
    const auto name = fmt::format("{}.{}", now() - hours_ago * 3600, id);
    write(mail() / (file + name),
          "From: ana@example.net\nTo: sam@example.org\nMessage-ID: <" + id + ">\n\nHello.\n");
}

bool FilesLife::sense() {
    host.clear();
    const bool done = call(library()->sense);
    if (!host.cursors.empty()) cursor = host.cursors.back();
    return done;
}

bool FilesLife::plan(std::int64_t from, std::int64_t to) {
    host.clear();
    since = from;
    until = to;
    return call(library()->plan);
}

Refs FilesLife::refs() const {
    Refs out;
    for (const auto& touch : host.touches) out.push_back(touch.ref);
    std::ranges::sort(out);
    return out;
}

bool FilesLife::call(int (*role)(void*, const kith_request*)) const {
    const char* const names[] = {"Ana", nullptr};
    std::vector<kith_address> known{
        {sizeof(kith_address), 1, nullptr, "mailto:sam@example.org", names + 1}};
    for (const auto& address : friends)
        known.push_back({sizeof(kith_address), 0, "ana", address.c_str(), names});
    const kith_request request{sizeof(kith_request),
                               static_cast<std::uint32_t>(known.size()),
                               known.data(),
                               cursor.empty() ? nullptr : cursor.c_str(),
                               since,
                               until,
                               at,
                               "Europe/Berlin",
                               cursor.empty() ? nullptr : cursor.c_str()};
    void* self = nullptr;
    if (library()->create(host.raw(), settings.c_str(), &self) != 0) return false;
    const int rc = role(self, &request);
    library()->destroy(self);
    return rc == 0;
}

} // namespace kith::test

// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <kith/plugin.h>

#include "plugins/host/programs.hpp"

namespace kith::test {

/// The library at a path, loaded as the host does it, and a kith_host that keeps what it is given.
/// One plugin, one thread. Role functions return what the plugin returned.
class FakeDeliverHost {
  public:
    struct Contact {
        std::int64_t at = 0;
        std::string address, connection, channel, direction, ref;
        std::int32_t minutes = -1;
    };

    /// Loads and creates; throws std::runtime_error if there is no such library. A failing create
    /// leaves created() false and fail_kind set.
    FakeDeliverHost(const std::string& library, const std::string& settings);
    FakeDeliverHost(const FakeDeliverHost&) = delete;
    FakeDeliverHost& operator=(const FakeDeliverHost&) = delete;
    ~FakeDeliverHost();

    [[nodiscard]] bool created() const { return self_ != nullptr; }
    [[nodiscard]] const kith_plugin& plugin() const { return *plugin_; }

    int deliver(const kith_nudge& nudge) { return plugin_->deliver(self_, &nudge); }
    int withdraw(const kith_nudge& nudge) { return plugin_->withdraw(self_, &nudge); }
    int attend();
    int sense(const kith_request& request, bool want_skipped = false) {
        host_.want_skipped = want_skipped ? 1 : 0;
        return plugin_->sense(self_, &request);
    }

    [[nodiscard]] bool watching() const { return ready_ != nullptr; }
    /// Serves the watched descriptor as a resident host does, until `done` or the plugin ends the
    /// job (watching() is false then); false after ten seconds of neither.
    bool serve_until(const std::function<bool()>& done);

    std::int64_t time_left_ms = 60'000;
    int records_until_full = 1'000'000;

    int fail_kind = 0;
    int fails = 0;
    std::string fail_text;
    std::vector<std::string> receipts;
    std::vector<std::pair<std::string, std::string>> answers; ///< nudge, word
    std::vector<std::pair<int, std::string>> logs;
    std::vector<Contact> contacts;
    std::vector<std::pair<std::string, std::string>> skips; ///< ref, because
    std::vector<std::string> cursors;
    std::vector<std::vector<std::string>> coverages;
    kith_attention attention{};

  private:
    int count() { return records_until_full-- > 0 ? 0 : -1; }
    static FakeDeliverHost& of(void* ctx) { return *static_cast<FakeDeliverHost*>(ctx); }
    void fill();

    host::Programs programs_;
    kith_host host_{};
    void* library_ = nullptr;
    const kith_plugin* plugin_ = nullptr;
    void* self_ = nullptr;
    int fd_ = -1;
    int timeout_ms_ = -1;
    int (*ready_)(void*, int) = nullptr;
    void* ready_self_ = nullptr;
};

/// A nudge to hand over, with everything its C struct points to.
struct NudgeText {
    std::string id = "00112233445566778899aabbccddeeff";
    std::string title = "Ana crossed my mind";
    std::string body = "A short voice note would do.";
    std::string open_uri = "mailto:ana@example.net"; ///< empty: none
    std::string previous;                            ///< empty: none
    std::vector<const char*> answers{"going", "smaller", "later", nullptr};
    std::vector<const char*> labels{"Say hi", "Smaller", "Not now", nullptr};
    bool ask_first = false;
    bool replaces = false;
    bool discreet = false;

    /// Valid as long as this is not changed.
    [[nodiscard]] kith_nudge raw() const;
};

} // namespace kith::test

// SPDX-License-Identifier: MIT
#include "base/log.hpp"

#include <atomic>
#include <cstdlib>
#include <memory>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <string>
#include <sys/uio.h>
#include <syslog.h>
#include <systemd/sd-journal.h>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/journal_stream.hpp"
#include "base/text.hpp"

namespace kith {

namespace {

constexpr std::size_t kLongestValue = 1000;

std::atomic<Level> threshold{Level::Info};

int syslog_priority(Level level) {
    switch (level) {
    case Level::Debug: return LOG_DEBUG;
    case Level::Info: return LOG_INFO;
    case Level::Notice: return LOG_NOTICE;
    case Level::Warning: return LOG_WARNING;
    case Level::Error: break;
    }
    return LOG_ERR;
}

spdlog::level::level_enum text_level(Level level) {
    switch (level) {
    case Level::Debug: return spdlog::level::debug;
    case Level::Info:
    case Level::Notice: return spdlog::level::info;
    case Level::Warning: return spdlog::level::warn;
    case Level::Error: break;
    }
    return spdlog::level::err;
}

spdlog::logger& text_logger() {
    static const auto kLogger = [] {
        const char* no_color = std::getenv("NO_COLOR");
        const bool plain = no_color != nullptr && *no_color != '\0';
        auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>(
            plain ? spdlog::color_mode::never : spdlog::color_mode::automatic);
        auto logger = std::make_shared<spdlog::logger>("kith", std::move(sink));
        logger->set_pattern("%^%l%$: %v");
        logger->set_level(spdlog::level::trace);
        return logger;
    }();
    return *kLogger;
}

LogFilter& filter() {
    static LogFilter the_filter;
    return the_filter;
}

bool is_our_own(std::string_view name) {
    return name == "plugin" || name == "call" || name == "connection";
}

std::string clean_value(Level level, const Field& field) {
    auto value = clean_line(field.value, kLongestValue);
    if (level > Level::Debug && filter() && !is_our_own(field.name)) return filter()(value);
    return value;
}

std::string journal_name(std::string_view name) {
    std::string text = "KITH_";
    for (const char c : name) {
        const bool letter = c >= 'a' && c <= 'z';
        const bool digit = c >= '0' && c <= '9';
        text += letter ? static_cast<char>(c - 'a' + 'A') : (digit ? c : '_');
    }
    return text;
}

struct Line {
    std::string text;
    std::vector<std::string> fields; ///< as the journal takes them
};

Line make_line(Level level, std::string_view message, std::initializer_list<Field> fields) {
    Line line{clean_line(message, kLongestValue), {}};
    for (const Field& field : fields) {
        const auto value = clean_value(level, field);
        line.text += fmt::format(" {}={}", field.name, value);
        line.fields.push_back(journal_name(field.name) + "=" + value);
    }
    return line;
}

void send_to_journal(Level level, std::string_view id, const Line& line) {
    std::vector<std::string> entries{"MESSAGE=" + line.text,
                                     "PRIORITY=" + std::to_string(syslog_priority(level))};
    if (!id.empty()) entries.push_back("MESSAGE_ID=" + std::string{id});
    entries.insert(entries.end(), line.fields.begin(), line.fields.end());
    std::vector<iovec> parts;
    parts.reserve(entries.size());
    for (std::string& entry : entries) parts.push_back({entry.data(), entry.size()});
    (void)sd_journal_sendv(parts.data(), static_cast<int>(parts.size()));
}

void say(Level level, std::string_view id, std::string_view message,
         std::initializer_list<Field> fields) noexcept {
    if (level < threshold.load(std::memory_order_relaxed)) return;
    try {
        static const bool kJournal = stderr_is_journal();
        const auto line = make_line(level, message, fields);
        if (kJournal)
            send_to_journal(level, id, line);
        else
            text_logger().log(text_level(level), spdlog::string_view_t(line.text));
    } catch (...) {
        // A log that cannot be written has nowhere to complain to.
        return;
    }
}

} // namespace

void log_event(Level level, std::string_view message,
               std::initializer_list<Field> fields) noexcept {
    say(level, {}, message, fields);
}

void log_event(Level level, const Episode& episode, std::initializer_list<Field> fields) noexcept {
    say(level, episode.id, episode.text, fields);
}

void set_log_filter(LogFilter made) { filter() = std::move(made); }

void set_log_level(Level level) noexcept { threshold.store(level, std::memory_order_relaxed); }

} // namespace kith

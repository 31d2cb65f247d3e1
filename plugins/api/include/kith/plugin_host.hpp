// SPDX-License-Identifier: MIT
// The host's services for a C++ plugin. Include kith/plugin.hpp.
#pragma once

#include <functional>
#include <utility>

#include "kith/plugin_records.hpp"

namespace kith::plugin {

/// Thrown when the host takes no more records. Let it pass; there is nothing to report.
struct JobOver {};

/// What Kith offers a plugin while it exists: a thin layer over `kith_host`. One thread. Functions
/// that hand something over throw JobOver when the job is over its limits.
class Host {
  public:
    explicit Host(const kith_host* raw) : raw_(raw) {}
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    /// One line to the journal: KITH_LOG_ERROR ... KITH_LOG_DEBUG. Nothing private above debug.
    void log(int level, const std::string& text) const {
        if (has(&kith_host::log)) raw_->log(raw_->ctx, level, text.c_str());
    }

    /// The work is done but for this, said once: a sentence for `kith status` that names the place
    /// and what to mend. What could not be read must be no part of what `coverage` claims.
    void amiss(FailKind kind, const std::string& text) const {
        raw_->fail(raw_->ctx, static_cast<int>(kind), text.c_str());
    }

    void touchpoint(const Touchpoint& t) const {
        const kith_touchpoint raw{
            sizeof(kith_touchpoint), t.minutes.value_or(-1), t.at,
            or_null(t.address),      or_null(t.connection),  t.channel.c_str(),
            t.direction.c_str(),     t.ref.c_str(),          or_null(t.name),
            or_null(t.because)};
        hand(&kith_host::touchpoint, &raw);
    }

    /// True while somebody asked for what is passed over (`kith plugin try --all`).
    [[nodiscard]] bool want_skipped() const {
        return has(&kith_host::want_skipped) && raw_->want_skipped != 0;
    }

    void skipped(const Skipped& s) const {
        if (!want_skipped()) return;
        const kith_skipped raw{sizeof(kith_skipped), 0, s.ref.c_str(), s.because.c_str()};
        hand(&kith_host::skipped, &raw);
    }

    void busy(const Busy& b) const {
        const kith_busy raw{sizeof(kith_busy),     b.all_day ? 1u : 0u, b.from,       b.to,
                            or_null(b.connection), or_null(b.address),  b.ref.c_str()};
        hand(&kith_host::busy, &raw);
    }

    void person(const Person& p) const {
        const auto addresses = pointers(p.addresses);
        const kith_person raw{sizeof(kith_person), 0,
                              p.ref.c_str(),       p.name.c_str(),
                              addresses.data(),    or_null(p.birthday)};
        hand(&kith_host::person, &raw);
    }

    /// Commits the records so far together with the cursor (UTF-8, at most 32 kB).
    void cursor(const std::string& text) const { hand(&kith_host::cursor, text.c_str()); }

    void coverage(const Coverage& c) const {
        const auto schemes = pointers(c.schemes);
        const kith_coverage raw{sizeof(kith_coverage), c.complete ? 1u : 0u, c.since,
                                schemes.data()};
        hand(&kith_host::coverage, &raw);
    }

    void attention(const Attention& a) const {
        kith_attention raw{sizeof(kith_attention), 0, 0, 0};
        const auto put = [&raw](const std::optional<bool>& value, std::uint32_t bit) {
            if (value) raw.known |= bit;
            if (value.value_or(false)) raw.is |= bit;
        };
        put(a.locked, KITH_ATTEND_LOCKED);
        put(a.idle, KITH_ATTEND_IDLE);
        put(a.do_not_disturb, KITH_ATTEND_DND);
        put(a.fullscreen, KITH_ATTEND_FULLSCREEN);
        hand(&kith_host::attention, &raw);
    }

    /// The nudge or hold arrived; `text` (may be empty) comes back as `previous`.
    void receipt(const std::string& text = {}) const { hand(&kith_host::receipt, text.c_str()); }

    /// What the person answered, or "dismissed" / "closed".
    void answer(const std::string& nudge_id, const std::string& word) const {
        if (!has(&kith_host::answer)) too_old();
        if (raw_->answer(raw_->ctx, nudge_id.c_str(), word.c_str()) != 0) throw JobOver{};
    }

    /// What the person wrote back to an offer, as one line, and when (seconds since 1970). An older
    /// Kith does not listen, or to the words alone.
    void reply(const std::string& nudge_id, const std::string& text, const std::string& ref,
               std::optional<std::int64_t> at = {}) const {
        if (at && has(&kith_host::reply_at)) {
            if (raw_->reply_at(raw_->ctx, nudge_id.c_str(), text.c_str(), ref.c_str(), *at) != 0)
                throw JobOver{};
            return;
        }
        if (!has(&kith_host::reply)) return;
        if (raw_->reply(raw_->ctx, nudge_id.c_str(), text.c_str(), ref.c_str()) != 0)
            throw JobOver{};
    }

    /// A contact handed over earlier has not happened after all. An older Kith does not listen.
    void retract(const std::string& ref) const {
        if (!has(&kith_host::retract)) return;
        if (raw_->retract(raw_->ctx, ref.c_str()) != 0) throw JobOver{};
    }

    [[nodiscard]] std::optional<std::string> secret(const std::string& key) const {
        if (!has(&kith_host::secret)) return std::nullopt;
        return optional(raw_->secret(raw_->ctx, key.c_str()));
    }

    /// A folder of this instance's own, or nothing where there is none.
    [[nodiscard]] std::optional<std::string> state_dir() const {
        if (!has(&kith_host::state_dir)) return std::nullopt;
        return optional(raw_->state_dir(raw_->ctx));
    }

    /// Milliseconds until the job is ended.
    [[nodiscard]] std::int64_t time_left_ms() const {
        return has(&kith_host::time_left_ms) ? raw_->time_left_ms(raw_->ctx) : 0;
    }

    /// Starts a program (permission `exec`). The first word is looked up in PATH; `environment` has
    /// entries NAME=value. Gives 0 and fills `program`, or an errno. A detached one lives on by
    /// itself and gives no descriptors; of any other they are the caller's.
    int start(const std::vector<std::string>& words, const std::vector<std::string>& environment,
              kith_program& program) const {
        if (!has(&kith_host::start)) too_old();
        program.struct_size = sizeof program;
        program.input = program.output = program.errors = program.ended = -1;
        return raw_->start(raw_->ctx, pointers(words).data(), pointers(environment).data(),
                           &program);
    }

    /// Keeps the job after `deliver`: `ready` runs whenever `fd` is readable, or, with timeout_ms
    /// >= 0, after that long in silence; it returns true to go on. One at a time: a later call
    /// replaces an earlier one, fd -1 ends it.
    void watch(int fd, int timeout_ms, std::function<bool()> ready) {
        ready_ = std::move(ready);
        if (!has(&kith_host::watch)) too_old();
        if (raw_->watch(raw_->ctx, fd, timeout_ms, &Host::on_ready, this) != 0) throw JobOver{};
    }

    /// Runs `body`; turns what it throws into host->fail. 0 or -1; never lets anything out.
    template <class Body>
    int guarded(FailKind unexpected, const Body& body) const noexcept {
        return guarded(raw_, unexpected, body);
    }
    template <class Body>
    static int guarded(const kith_host* host, FailKind unexpected, const Body& body) noexcept {
        try {
            body();
            return 0;
        } catch (const JobOver&) {
        } catch (const Failure& e) {
            host->fail(host->ctx, static_cast<int>(e.kind()), e.what());
        } catch (const std::exception& e) {
            host->fail(host->ctx, static_cast<int>(unexpected), e.what());
        } catch (...) {
            host->fail(host->ctx, static_cast<int>(unexpected),
                       "the plugin threw something unknown");
        }
        return -1;
    }

    static std::optional<std::string> optional(const char* text) {
        if (text == nullptr) return std::nullopt;
        return std::string{text};
    }

  private:
    static const char* or_null(const std::string& s) { return s.empty() ? nullptr : s.c_str(); }

    static std::vector<const char*> pointers(const std::vector<std::string>& texts) {
        std::vector<const char*> out;
        for (const auto& text : texts) out.push_back(text.c_str());
        out.push_back(nullptr);
        return out;
    }

    [[noreturn]] static void too_old() {
        throw Failure(FailKind::Config, "this plugin needs a newer Kith");
    }

    /// A field counts if the host's struct reaches past it and it is filled.
    template <class Field>
    bool has(Field kith_host::* field) const {
        const auto* begin = reinterpret_cast<const char*>(raw_);
        const auto* end = reinterpret_cast<const char*>(&(raw_->*field)) + sizeof(Field);
        return static_cast<std::size_t>(end - begin) <= raw_->struct_size &&
               raw_->*field != Field{};
    }

    template <class Taken, class Given>
    void hand(int (*kith_host::*function)(void*, Taken), Given record) const {
        if (!has(function)) too_old();
        if ((raw_->*function)(raw_->ctx, record) != 0) throw JobOver{};
    }

    static int on_ready(void* self, int) noexcept {
        auto& host = *static_cast<Host*>(self);
        bool more = false;
        const int rc = host.guarded(FailKind::Temporary, [&host, &more] {
            const auto ready = host.ready_; // a copy: it may replace itself
            more = ready && ready();
        });
        return rc == 0 && more ? 0 : -1;
    }

    const kith_host* raw_;
    std::function<bool()> ready_;
};

} // namespace kith::plugin

// SPDX-License-Identifier: MIT
#include "plugins/files/sense_mail.hpp"

#include <algorithm>

#include "core/model/instant.hpp"
#include "plugins/files/maildir.hpp"
#include "plugins/support/mail/mail_headers.hpp"
#include "plugins/support/mail/mail_judge.hpp"

namespace kith::files {
namespace {

constexpr std::size_t kBatch = 5000;
constexpr std::int64_t kTimeToStop = 2000; // milliseconds kept for writing the state
constexpr std::int64_t kSecond = 1'000'000'000;

Instant instant(std::int64_t s) { return Instant{std::chrono::seconds{s}}; }

/// A message that waits to be read.
struct Todo {
    const MailFolder* folder;
    MailFile mail;
};

class MailRun {
  public:
    MailRun(plugin::Host& host, const FileSettings& settings, const mail::People& people,
            const plugin::Request& request, Seen& seen, const std::optional<std::string>& state_dir)
        : host_(host), people_(people), request_(request), seen_(seen), state_dir_(state_dir) {
        rules_.max_recipients = settings.max_recipients;
        for (const auto& root : settings.maildirs)
            for (auto& folder : mail_folders(root, settings.sent))
                folders_.push_back(std::move(folder));
    }

    bool run() {
        std::vector<Todo> todo;
        std::vector<std::pair<std::string, std::int64_t>> read;
        for (const auto& folder : folders_) {
            const auto changed = changed_at(folder);
            const auto path = folder.path.string();
            // A folder that changed within this very second may change again without showing it.
            const bool settled = changed != 0 && changed / kSecond + 2 < request_.now;
            if (settled && seen_.folder(path) == changed) continue;
            collect(folder, todo);
            read.emplace_back(path, settled ? changed : 0);
        }
        std::ranges::sort(todo, std::ranges::greater{}, [](const Todo& t) { return t.mail.filed; });
        for (std::size_t i = 0; i < todo.size(); ++i) {
            take(todo[i]);
            if ((i + 1) % kBatch != 0) continue;
            host_.cursor(seen_.save(state_dir_));
            if (host_.time_left_ms() < kTimeToStop) return false;
        }
        for (const auto& [path, changed] : read) seen_.set_folder(path, changed);
        return true;
    }

  private:
    void collect(const MailFolder& folder, std::vector<Todo>& todo) {
        for (auto& mail : list_mail(folder)) {
            // What was filed before the window cannot be in it, but a wrong clock gets a day's
            // grace.
            if (mail.filed != 0 && mail.filed < request_.since - 86400) continue;
            if (!seen_.has_mail(mail.unique)) todo.push_back({&folder, std::move(mail)});
        }
    }

    void take(const Todo& todo) {
        seen_.add_mail(todo.mail.unique);
        const auto block = read_headers(*todo.folder, todo.mail);
        const mail::MailHeaders headers{block};
        if (!headers.is_message()) return skip(todo.mail.file, "no readable message");
        const auto filed = instant(todo.mail.filed != 0 ? todo.mail.filed : request_.now);
        const auto verdict = mail::judge(headers, people_, rules_, todo.folder->sent);
        if (!verdict.why_not.empty()) {
            if (host_.want_skipped()) skip(headers.ref(), std::string{verdict.why_not});
            return;
        }
        const auto at =
            mail::moment_of(headers, filed, instant(request_.now)).time_since_epoch().count();
        if (at < request_.since) return skip(headers.ref(), "before the time asked for");
        for (const auto& other : verdict.others) {
            plugin::Touchpoint touch;
            touch.at = at;
            touch.address = "mailto:" + other;
            touch.channel = "email";
            touch.direction = verdict.out ? "out" : "in";
            touch.ref = headers.ref();
            if (!verdict.out) touch.name = headers.sender_name();
            touch.because = verdict.out ? "you wrote" : "they wrote";
            host_.touchpoint(touch);
        }
    }

    void skip(std::string ref, std::string why) const {
        if (host_.want_skipped()) host_.skipped({std::move(ref), std::move(why)});
    }

    plugin::Host& host_;
    const mail::People& people_;
    const plugin::Request& request_;
    Seen& seen_;
    const std::optional<std::string>& state_dir_;
    mail::MailRules rules_;
    std::vector<MailFolder> folders_;
};

} // namespace

bool sense_mail(plugin::Host& host, const FileSettings& settings, const mail::People& people,
                const plugin::Request& request, Seen& seen,
                const std::optional<std::string>& state_dir) {
    if (settings.maildirs.empty()) return true;
    return MailRun(host, settings, people, request, seen, state_dir).run();
}

} // namespace kith::files

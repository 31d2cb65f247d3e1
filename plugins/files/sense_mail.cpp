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
constexpr std::size_t kLook = 64; // messages between two looks at the time
constexpr std::size_t kMaxNames = std::size_t{512} * 1024 * 1024; // the rest comes the next time
constexpr std::int64_t kTimeToStop = 2000; // milliseconds kept for writing the state

Instant instant(std::int64_t s) { return Instant{std::chrono::seconds{s}}; }

/// A message that waits to be read. Its name stands in one text for all: there may be a great many.
struct Todo {
    std::uint64_t unique;
    std::int64_t filed;
    std::uint32_t folder;
    std::uint32_t name;
    std::uint16_t length;
    bool in_new;
};

class MailRun {
  public:
    MailRun(plugin::Host& host, const FileSettings& settings, const mail::People& people,
            const plugin::Request& request, Seen& seen, const std::optional<std::string>& state_dir,
            std::string& trouble)
        : host_(host), people_(people), request_(request), seen_(seen), state_dir_(state_dir) {
        rules_.max_recipients = settings.max_recipients;
        for (const auto& root : settings.maildirs) {
            try {
                for (auto& folder : mail_folders(root, settings.sent))
                    folders_.push_back({std::move(folder), {}, false});
            } catch (const plugin::Failure& failure) {
                if (trouble.empty()) trouble = failure.what();
            }
        }
    }

    bool run() {
        for (std::size_t i = 0; i < folders_.size(); ++i) {
            auto& [folder, times, changed] = folders_[i];
            times = folder_times(folder);
            changed = !is_settled(times) || seen_.folder(folder.path.string()) != times.shape;
            if (changed) collect(i);
        }
        std::ranges::sort(todo_, std::ranges::greater{}, &Todo::filed);
        for (std::size_t i = 0; i < todo_.size(); ++i) {
            if (i % kLook == 0 && host_.time_left_ms() < kTimeToStop) return false;
            take(todo_[i]);
            if ((i + 1) % kBatch == 0) host_.cursor(seen_.save(state_dir_));
        }
        for (const auto& [folder, times, changed] : folders_)
            if (changed && is_settled(times)) seen_.set_folder(folder.path.string(), times.shape);
        return true;
    }

  private:
    struct Folder {
        MailFolder folder;
        FolderTimes times;
        bool changed; ///< since it was last read to its end
    };

    /// A folder that changed within these very seconds may change again without showing it.
    [[nodiscard]] bool is_settled(const FolderTimes& times) const {
        return times.latest != 0 && times.latest + 2 < request_.now;
    }

    void collect(std::size_t index) {
        list_mail(folders_[index].folder, [&](const MailFile& mail) {
            // Its Date counts up to a day after it was filed, no later.
            if (mail.filed != 0 && mail.filed < request_.since - 86400) return;
            if (seen_.has_mail(mail.unique) || names_.size() > kMaxNames) return;
            todo_.push_back({mail.unique, mail.filed, static_cast<std::uint32_t>(index),
                             static_cast<std::uint32_t>(names_.size()),
                             static_cast<std::uint16_t>(mail.file.size()), mail.in_new});
            names_ += mail.file;
        });
    }

    void take(const Todo& todo) {
        auto& [folder, times, changed] = folders_[todo.folder];
        const auto name = std::string_view{names_}.substr(todo.name, todo.length);
        const auto block = read_headers(folder, name, todo.in_new);
        if (!block) {
            times = {}; // most likely renamed since it was listed: look again the next time
            return skip(std::string{name}, "this file cannot be read");
        }
        seen_.add_mail(todo.unique);
        const mail::MailHeaders headers{*block};
        if (!headers.is_message()) return skip(std::string{name}, "no readable message");
        const auto filed = instant(todo.filed != 0 ? todo.filed : request_.now);
        const auto verdict = mail::judge(headers, people_, rules_, folder.sent);
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
    std::vector<Folder> folders_;
    std::vector<Todo> todo_;
    std::string names_;
};

} // namespace

bool sense_mail(plugin::Host& host, const FileSettings& settings, const mail::People& people,
                const plugin::Request& request, Seen& seen,
                const std::optional<std::string>& state_dir, std::string& trouble) {
    if (settings.maildirs.empty()) return true;
    return MailRun(host, settings, people, request, seen, state_dir, trouble).run();
}

} // namespace kith::files

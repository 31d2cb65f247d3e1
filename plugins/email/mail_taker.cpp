// SPDX-License-Identifier: MIT
#include "plugins/email/mail_taker.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "plugins/email/offer_mail.hpp"

namespace kith::email {
namespace {

/// Counts up when the plugin judges otherwise than before.
constexpr int kRules = 2;
constexpr std::int64_t kHeardFor = std::int64_t{14} * 86400;
constexpr std::string_view kJunk = "junk";
constexpr std::size_t kMostReplies = 50; // in one piece; a person writes a few

} // namespace

std::string header_items(bool has_labels) {
    return (has_labels ? "X-GM-LABELS " : "") + std::string{kHeaderItems};
}

mail::People people_of(const plugin::Request& request, const MailSettings& settings) {
    std::vector<mail::Known> known;
    for (const auto& a : request.addresses)
        known.push_back({a.is_self, a.connection, a.address, a.also_called});
    std::vector<std::string> also_own;
    const auto own = [&](const std::string& address) {
        if (address.find('@') != std::string::npos) also_own.push_back(address);
    };
    for (const auto& alias : settings.aliases) own(alias);
    if (settings.imap) own(settings.imap->user);
    own(settings.to);
    own(settings.from);
    return {known, settings.plus_addresses, also_own};
}

std::uint64_t fingerprint_of(const mail::People& people, const MailSettings& settings) {
    auto text = fmt::format("{}\n{:x}\n{}\n{}\n{}", kRules, people.fingerprint(),
                            settings.max_recipients, settings.imap->url, settings.imap->user);
    for (const auto* list : {&settings.folders, &settings.sent})
        for (const auto& each : *list) text += '\n' + each;
    return fmix64(fnv1a64(text));
}

std::string_view MailTaker::aside(const FetchedMail& mail, const mail::MailHeaders& headers,
                                  const MailboxProgress& box) const {
    const bool is_draft = mail.has_labels ? mail.labelled_draft : mail.draft;
    // What somebody else wrote is no draft of the person's, whatever a program left on it.
    const auto own = [this](const std::string& each) { return people_.is_self(each); };
    if (is_draft && !box.sent && (!people_.has_self() || std::ranges::any_of(headers.from(), own)))
        return "draft";
    if (mail.junk && !box.takes_junk) return kJunk;
    return mail.trash ? "trash" : std::string_view{};
}

void MailTaker::skip(std::string ref, std::string_view why) const {
    if (host_.want_skipped()) host_.skipped({std::move(ref), std::string{why}});
}

bool MailTaker::is_own(const mail::MailHeaders& headers) const {
    const auto from = headers.from();
    return !headers.is_automatic() && !headers.is_report() && from.size() == 1 &&
           people_.is_self(from.front());
}

bool MailTaker::is_own_to_self(const mail::MailHeaders& headers) const {
    const auto to = headers.recipients();
    return is_own(headers) && !to.empty() &&
           std::ranges::all_of(to, [this](const auto& each) { return people_.is_self(each); });
}

std::optional<std::string> MailTaker::nudge_answered(const mail::MailHeaders& headers) const {
    if (!is_own(headers)) return std::nullopt;
    const auto answered = headers.in_reply_to();
    for (const auto& id : answered)
        if (auto nudge = nudge_of(id)) return nudge;
    // A reply to one's own reply names that as well.
    std::optional<std::string> out;
    for (const auto& id : headers.references())
        if (auto nudge = nudge_of_thread(id); nudge && (!out || out == nudge))
            out = std::move(nudge);
        else if (std::ranges::find(answered, id) == answered.end())
            return std::nullopt;
    return out;
}

void MailTaker::note_reply(const FetchedMail& fetched, const mail::MailHeaders& headers,
                           const MailboxProgress& box) {
    const auto filed = fetched.filed ? fetched.filed->time_since_epoch().count() : request_.now;
    if (filed < request_.now - kHeardFor || headers.in_reply_to().empty()) return;
    auto nudge = nudge_answered(headers);
    if (!nudge && !(makes_offers_ && is_own_to_self(headers))) return;
    const bool sure = nudge.has_value();
    const auto such = std::ranges::count_if(
        replies_, [&](const OwnReply& each) { return each.nudge.empty() != sure; });
    if (static_cast<std::size_t>(such) >= kMostReplies) return;
    const Instant now{std::chrono::seconds{request_.now}};
    const auto at = mail::moment_of(headers, fetched.filed.value_or(now), now);
    replies_.push_back({box.name, box.validity, fetched.uid, nudge.value_or(""),
                        headers.hashed_ref(), at.time_since_epoch().count()});
}

void MailTaker::note_junk(const FetchedMail& fetched, const MailboxProgress& box) {
    const auto filed = fetched.filed ? fetched.filed->time_since_epoch().count() : request_.now;
    if (filed >= request_.now - kJunkFor && junk_.size() < kMostReplies)
        junk_.push_back({box.name, box.validity, {fetched.uid, filed}});
}

std::vector<JunkMail> MailTaker::take_junk(const MailboxProgress& box) {
    std::vector<JunkMail> out;
    for (const auto& each : std::exchange(junk_, {}))
        if (each.mailbox == box.name && each.validity == box.validity) out.push_back(each.mail);
    return out;
}

void MailTaker::take(const FetchedMail& fetched, const MailboxProgress& box) {
    const mail::MailHeaders headers{fetched.header};
    if (!headers.is_message()) return skip("uid-" + std::to_string(fetched.uid), "not a mail");
    const auto why = aside(fetched, headers, box);
    if (!why.empty() && why != kJunk) return skip(headers.hashed_ref(), why);
    const auto verdict = mail::judge(headers, people_, rules_, box.sent || fetched.sent);
    if (!why.empty()) {
        if (verdict.why_not.empty()) note_junk(fetched, box);
        return skip(headers.hashed_ref(), why);
    }
    note_reply(fetched, headers, box);
    if (!verdict.why_not.empty()) {
        if (host_.want_skipped()) skip(headers.hashed_ref(), verdict.why_not);
        return;
    }
    const Instant now{std::chrono::seconds{request_.now}};
    const auto at = mail::moment_of(headers, fetched.filed.value_or(now), now);
    const auto seconds = at.time_since_epoch().count();
    if (seconds < request_.since) return skip(headers.hashed_ref(), "before the time asked for");
    for (const auto& other : verdict.others) {
        plugin::Touchpoint touch;
        touch.at = seconds;
        touch.address = "mailto:" + other;
        touch.channel = "email";
        touch.direction = verdict.out ? "out" : "in";
        touch.ref = headers.hashed_ref();
        if (!verdict.out) touch.name = headers.sender_name();
        touch.because = verdict.out ? "you wrote" : "they wrote";
        host_.touchpoint(touch);
        ++contacts_;
    }
}

} // namespace kith::email

// SPDX-License-Identifier: MIT
// The `desktop` plugin: an offer as a notification of the desktop, and whether anybody is there.
#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

#include <kith/plugin.hpp>

#include "base/json.hpp"
#include "plugins/desktop/attention.hpp"
#include "plugins/desktop/notification_server.hpp"
#include "plugins/desktop/opener.hpp"

namespace kith::desktop {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kCallTimeout{5000};
constexpr milliseconds kAttentionTimeout{1000};
// Some servers say "closed" before they say which button closed it.
constexpr milliseconds kLateAction{150};

class Desktop {
  public:
    Desktop(plugin::Host& host, const char* settings);

    void deliver(const plugin::Nudge& nudge);
    void withdraw(const plugin::Nudge& nudge);
    void attend(const plugin::Request& request);

  private:
    void connect();
    void listen();
    Receipt show(const std::string& owner, std::uint32_t replaces);
    void show_on_new_server(const std::string& owner);
    bool screen_is_locked();
    [[nodiscard]] bool is_ours(const Heard& heard) const;
    [[nodiscard]] bool is_known(const std::string& key) const;
    bool go_on();
    bool answered(const std::string& word);
    [[nodiscard]] milliseconds patience(milliseconds most) const;

    plugin::Host& host_;
    bool sound_ = false;
    Opener::By open_by_ = Opener::By::Auto;

    std::optional<SessionBus> bus_;
    std::optional<NotificationServer> server_;
    std::optional<Opener> opener_;

    // The nudge on the screen, and what was heard of it.
    plugin::Nudge nudge_;
    std::optional<Receipt> shown_;
    std::string new_owner_;
    std::string token_;
    std::string key_;
    std::uint32_t closed_ = 0;
    bool over_ = false;
};

[[noreturn]] void give_up(const Refusal& refusal) {
    using plugin::FailKind;
    using plugin::Failure;
    if (refusal.nobody_there())
        throw Failure(FailKind::Absent, "no notification service answers on the desktop; start one "
                                        "(dunst, mako, or your desktop's own)");
    const auto says = [&refusal](const char* part) {
        return refusal.name.find(part) != std::string::npos ||
               refusal.text.find(part) != std::string::npos;
    };
    if (says("ExcessNotificationGeneration") || says("MaxNotificationsExceeded") ||
        says("LimitsExceeded") || says("limit"))
        throw Failure(FailKind::Temporary, "the desktop shows too many notifications now; close "
                                           "some, Kith tries again");
    throw Failure(FailKind::Refused, "the notification service would not take it: " +
                                         (refusal.text.empty() ? refusal.name : refusal.text));
}

Desktop::Desktop(plugin::Host& host, const char* settings) : host_(host) {
    const auto json = parse_json(settings);
    if (!json) throw plugin::Failure(plugin::FailKind::Config, json.error().text);
    sound_ = bool_or(*json, "sound", false);
    const auto by = opener_from(string_or(*json, "open", "auto"));
    if (!by)
        throw plugin::Failure(plugin::FailKind::Config,
                              "open: use auto, portal, xdg-open or nothing");
    open_by_ = *by;
}

milliseconds Desktop::patience(milliseconds most) const {
    // A quarter of what is left, so that the answer still reaches Kith before the job is ended.
    const milliseconds left(host_.time_left_ms() / 4);
    if (left <= milliseconds{0}) return most; // resident: no deadline any more
    return std::clamp(left, std::min(most, milliseconds{50}), most);
}

void Desktop::connect() {
    if (bus_) return;
    auto bus = SessionBus::open(SessionBus::Which::Session);
    if (!bus)
        throw plugin::Failure(plugin::FailKind::Absent,
                              "there is no desktop session to show it in (" + bus.error().text +
                                  ")");
    bus_.emplace(*std::move(bus));
    bus_->set_timeout(patience(kCallTimeout));
    server_.emplace(*bus_);
    opener_.emplace(host_, *bus_, open_by_);
}

bool Desktop::is_ours(const Heard& heard) const {
    return shown_ && heard.sender == shown_->owner && heard.id == shown_->id;
}

bool Desktop::is_known(const std::string& key) const {
    return key == kBodyClick ||
           std::ranges::find(nudge_.answers, key, &plugin::AnswerButton::answer) !=
               nudge_.answers.end();
}

void Desktop::listen() {
    server_->listen({[this](const Heard& heard) {
                         if (is_ours(heard) && key_.empty() && is_known(heard.key))
                             key_ = heard.key;
                     },
                     [this](const Heard& heard) {
                         if (is_ours(heard)) token_ = heard.key;
                     },
                     [this](const Heard& heard) {
                         if (is_ours(heard)) closed_ = std::clamp(heard.reason, 1U, 4U);
                     },
                     [this](const std::string& owner) { new_owner_ = owner; }});
}

bool Desktop::screen_is_locked() {
    auto system = SessionBus::open(SessionBus::Which::System);
    if (system) system->set_timeout(patience(kAttentionTimeout));
    return read_attention(&*bus_, system ? &*system : nullptr).locked.value_or(false);
}

Receipt Desktop::show(const std::string& owner, std::uint32_t replaces) {
    const auto capabilities = server_->capabilities(owner);
    if (!capabilities && capabilities.error().may_have_arrived())
        throw plugin::Failure(plugin::FailKind::Temporary,
                              "the notification service does not answer; Kith tries again");
    if (!capabilities && capabilities.error().nobody_there()) give_up(capabilities.error());
    const Look look{sound_, nudge_.discreet && screen_is_locked()};
    const Content content =
        compose(nudge_, capabilities.value_or(Capabilities{.body = true}), look);
    auto receipt = server_->notify(owner, content, replaces);
    if (!receipt && receipt.error().may_have_arrived())
        throw plugin::Failure(plugin::FailKind::Unknown,
                              "the notification service took the offer and did not say whether it "
                              "shows it");
    if (!receipt) give_up(receipt.error());
    return *std::move(receipt);
}

void Desktop::deliver(const plugin::Nudge& nudge) {
    connect();
    nudge_ = nudge;
    listen();
    auto owner = server_->find();
    if (!owner) {
        if (owner.error().may_have_arrived())
            throw plugin::Failure(plugin::FailKind::Absent,
                                  "the notification service does not start");
        give_up(owner.error());
    }
    const Receipt here{bus_->id(), *owner, 0};
    auto before = Receipt::parse(nudge.previous.value_or(""));
    if (before && !before->same_server(here)) before.reset();
    shown_ = show(*owner, before ? before->id : 0);
    // Some servers give a new id and leave the old one standing.
    if (before && before->id != shown_->id) server_->close_later(*before);
    host_.receipt(shown_->text());
    // Signals may have come in with the answer: look at them once at once, but only after the host
    // has told Kith that the nudge is delivered.
    host_.watch(bus_->fd(), 0, [this] {
        if (!go_on()) return false;
        host_.watch(bus_->fd(), -1, [this] { return go_on(); });
        return true;
    });
}

void Desktop::show_on_new_server(const std::string& owner) {
    try {
        nudge_.replaces = true;
        shown_ = show(owner, 0);
        host_.receipt(shown_->text());
    } catch (const plugin::Failure& failure) {
        // It was delivered once; the person still finds it in `kith next`.
        host_.log(KITH_LOG_WARNING, std::string("not shown again: ") + failure.what());
    }
}

bool Desktop::answered(const std::string& word) {
    over_ = true;
    if (word == "going" && nudge_.open_uri) {
        if (const auto opened = opener_->open(*nudge_.open_uri, token_); !opened)
            host_.log(KITH_LOG_WARNING, "not opened: " + opened.error().text);
    }
    host_.answer(nudge_.id, word);
    if (closed_ == 0) server_->close_later(*shown_);
    return opener_->waiting();
}

bool Desktop::go_on() {
    for (;;) {
        const bool connected = bus_->process();
        if (over_) return connected && opener_->waiting();
        if (closed_ != 0 && key_.empty() && connected) bus_->process_within(kLateAction);
        if (!key_.empty()) return answered(key_ == kBodyClick ? "going" : key_);
        if (closed_ != 0) return answered(closed_ == 2 ? "dismissed" : "closed");
        if (!connected) {
            host_.log(KITH_LOG_INFO, "the desktop session has ended");
            return false;
        }
        if (new_owner_.empty() || new_owner_ == shown_->owner) return true;
        show_on_new_server(std::exchange(new_owner_, {}));
    }
}

void Desktop::withdraw(const plugin::Nudge& nudge) {
    auto receipt = Receipt::parse(nudge.previous.value_or(""));
    if (shown_ && nudge_.id == nudge.id) {
        receipt = shown_;
        over_ = true;
    }
    if (!receipt) return;
    if (!bus_) {
        auto bus = SessionBus::open(SessionBus::Which::Session);
        if (!bus) return; // the screen it was on is gone, and so is it
        bus_.emplace(*std::move(bus));
        server_.emplace(*bus_);
    }
    bus_->set_timeout(patience(kCallTimeout));
    if (bus_->id() != receipt->bus_id || bus_->owner_of(kNotifications) != receipt->owner) return;
    if (!server_->close(*receipt))
        throw plugin::Failure(plugin::FailKind::Temporary,
                              "the notification service does not answer; Kith tries again");
}

void Desktop::attend(const plugin::Request&) {
    auto session = SessionBus::open(SessionBus::Which::Session);
    auto system = SessionBus::open(SessionBus::Which::System);
    if (!session && !system)
        throw plugin::Failure(plugin::FailKind::Absent, "there is no desktop session to ask");
    for (auto* bus : {&session, &system}) {
        if (*bus) (*bus)->set_timeout(patience(kAttentionTimeout));
    }
    host_.attention(read_attention(session ? &*session : nullptr, system ? &*system : nullptr));
}

} // namespace
} // namespace kith::desktop

KITH_PLUGIN(kith::desktop::Desktop, "desktop", "1.0", KITH_ROLE_DELIVER | KITH_ROLE_ATTEND)

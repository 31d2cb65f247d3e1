// SPDX-License-Identifier: MIT
#include "daemon/fleet/fleet.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/log.hpp"

namespace kith::fleet {
namespace {

Level level_of(int syslog) {
    if (syslog <= 3) return Level::Error;
    if (syslog == 4) return Level::Warning;
    return syslog <= 6 ? Level::Info : Level::Debug;
}

} // namespace

Fleet::Fleet(EventLoop& loop, const Clock& clock, std::filesystem::path host, SecretReader& secrets)
    : loop_(loop), clock_(clock), host_(std::move(host)), secrets_(secrets) {}

Fleet::~Fleet() { alive_.reset(); }

Result<TaskId> Fleet::submit(Task task) {
    const auto& request = task.request;
    const auto* known = health(request.instance, request.call);
    if (!task.forced && known != nullptr && !known->may_run(clock_.now()))
        return fail(known->line());
    const auto id = next_id_++;
    const auto instance = request.instance;
    auto callbacks = std::make_shared<const JobCallbacks>(std::move(task.callbacks));
    tasks_.emplace(id, Entry{std::move(task), std::move(callbacks), nullptr, false});
    queues_[instance].push_back(id);
    loop_.post([this, alive = std::weak_ptr(alive_), instance] {
        if (!alive.expired()) start_next(instance);
    });
    return id;
}

void Fleet::start_next(const std::string& instance) {
    const auto queue = queues_.find(instance);
    if (queue == queues_.end()) return;
    if (queue->second.empty()) {
        queues_.erase(queue);
        return;
    }
    const auto id = queue->second.front();
    auto& entry = tasks_.at(id);
    if (std::exchange(entry.started, true)) return;
    gather(id);
}

/// Asks for the next secret the task still lacks; launches when it has all.
void Fleet::gather(TaskId id) {
    auto& task = tasks_.at(id).task;
    const auto missing = std::ranges::find_if(task.secret_refs, [&task](const auto& ref) {
        return !task.request.secrets.contains(ref.first);
    });
    if (missing == task.secret_refs.end()) return launch(id);
    secrets_.read(missing->second, [this, alive = std::weak_ptr(alive_), id, key = missing->first,
                                    name = missing->second](SecretAnswer secret) {
        if (alive.expired() || !tasks_.contains(id)) return;
        if (secret) {
            tasks_.at(id).task.request.secrets.insert_or_assign(key, std::move(*secret));
            return gather(id);
        }
        wire::Outcome outcome;
        outcome.kind = secret.error().kind;
        outcome.text = fmt::format("the secret {} cannot be had: {}", name, secret.error().text);
        tasks_.at(id).lacks_secret = true;
        conclude(id, outcome);
    });
}

void Fleet::launch(TaskId id) {
    auto& entry = tasks_.at(id);
    JobCallbacks watched;
    watched.on_record = [this, id](const wire::Record& record) { note_record(id, record); };
    watched.on_done = [this, id](const wire::Outcome& outcome) { conclude(id, outcome); };
    watched.hears_answers = entry.callbacks->hears_answers;
    try {
        entry.job = std::make_unique<Job>(loop_, host_, entry.task.request, std::move(watched));
    } catch (const std::exception& e) { // descriptors or memory are out: this job's trouble alone
        wire::Outcome outcome;
        outcome.kind = wire::FailKind::NotStarted;
        outcome.text = fmt::format("could not be started: {}", e.what());
        return conclude(id, outcome);
    }
    entry.task.request.secrets.clear(); // they are the host's now
}

void Fleet::note_record(TaskId id, const wire::Record& record) {
    const auto instance = tasks_.at(id).task.request.instance;
    if (const auto* log = std::get_if<wire::LogRecord>(&record)) note_log(instance, *log);
    const auto* receipt = std::get_if<wire::ReceiptRecord>(&record);
    if (receipt != nullptr && receipt->resident) {
        wire::Outcome so_far;
        so_far.delivered = true;
        (void)note(instance, wire::Call::Deliver, so_far);
        leave_queue(instance, id);
    }
    const auto callbacks = tasks_.at(id).callbacks; // it may cancel this very task
    if (callbacks->on_record) callbacks->on_record(record);
}

void Fleet::conclude(TaskId id, const wire::Outcome& outcome) {
    auto node = tasks_.extract(id);
    auto& entry = node.mapped();
    const auto& request = entry.task.request;
    leave_queue(request.instance, id);
    note(request.instance, request.call, outcome).lacks_secret = entry.lacks_secret;
    if (entry.callbacks->on_done) entry.callbacks->on_done(outcome);
}

void Fleet::note_log(const std::string& instance, const wire::LogRecord& log) {
    if (!is_new(instance, log.text)) return;
    const auto level = level_of(log.level);
    if (level == Level::Debug || may_log(instance, level >= Level::Warning))
        log_event(level, "a plugin says", {{"plugin", instance}, {"text", log.text}});
}

bool Fleet::may_log(const std::string& instance, bool grave) {
    const auto say = ration_.take(instance, grave, clock_.now());
    if (say == LogRation::Say::Last)
        log_event(Level::Warning, "a plugin says too much; the rest of today is passed over",
                  {{"plugin", instance}});
    return say == LogRation::Say::Yes;
}

/// What a plugin says at each try is said once, until it works again.
bool Fleet::is_new(const std::string& instance, const std::string& text) {
    constexpr std::size_t kMost = 64;
    auto& said = said_[instance];
    if (said.size() >= kMost) said.clear();
    return said.insert(text).second;
}

Health& Fleet::note(const std::string& instance, wire::Call call, const wire::Outcome& outcome) {
    auto& health = health_[{instance, call}];
    const auto amiss = [](const wire::Outcome& o) {
        return !o.ok() || (o.rejected == 0 && !o.text.empty());
    };
    const bool was = amiss(health.last);
    health.instance = instance;
    health.call = call;
    health.note(outcome, clock_.now());
    // Where it begins and where it ends; the tries in between say nothing new.
    const auto word = wire::to_word(call);
    if (amiss(outcome) && !was)
        log_event(Level::Warning, episode::kPluginFails,
                  {{"plugin", instance}, {"call", word}, {"why", outcome.text}});
    else if (!amiss(outcome) && was) {
        log_event(Level::Info, episode::kPluginWorks, {{"plugin", instance}, {"call", word}});
        said_.erase(instance);
    }
    if (on_health) on_health(health);
    return health;
}

void Fleet::refuse(const std::string& instance, wire::Call call, const std::string& why) {
    wire::Outcome outcome;
    outcome.kind = wire::FailKind::Unfit;
    outcome.text = why;
    note(instance, call, outcome).retry_at.reset();
}

void Fleet::leave_queue(const std::string& instance, TaskId id) {
    const auto queue = queues_.find(instance);
    if (queue == queues_.end() || std::erase(queue->second, id) == 0) return;
    loop_.post([this, alive = std::weak_ptr(alive_), instance] {
        if (!alive.expired()) start_next(instance);
    });
}

bool Fleet::tell(TaskId id, wire::Word word) {
    const auto it = tasks_.find(id);
    if (it == tasks_.end() || !it->second.job || !it->second.job->resident()) return false;
    it->second.job->tell(word);
    return true;
}

void Fleet::cancel(TaskId id) {
    auto node = tasks_.extract(id);
    if (node) leave_queue(node.mapped().task.request.instance, id);
}

bool Fleet::may_run(const std::string& instance, wire::Call call) const {
    const auto* known = health(instance, call);
    return known == nullptr || known->may_run(clock_.now());
}

std::vector<Health> Fleet::health() const {
    std::vector<Health> out;
    for (const auto& [key, value] : health_) out.push_back(value);
    return out;
}

const Health* Fleet::health(const std::string& instance, wire::Call call) const {
    const auto it = health_.find({instance, call});
    return it == health_.end() ? nullptr : &it->second;
}

void Fleet::forget(const std::string& instance) {
    std::erase_if(health_, [&](const auto& item) { return item.first.first == instance; });
    said_.erase(instance);
    ration_.forget(instance);
}

bool Fleet::try_secrets_again() {
    bool any = false;
    for (auto& [key, health] : health_)
        if (health.lacks_secret && health.failures > 0) {
            health.retry_at.reset();
            any = true;
        }
    return any;
}

std::size_t Fleet::busy() const {
    std::size_t count = 0;
    for (const auto& [instance, queue] : queues_) count += queue.size();
    return count;
}

} // namespace kith::fleet

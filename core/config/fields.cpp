// SPDX-License-Identifier: MIT
#include "core/config/fields.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "base/text.hpp"

namespace kith::config {
namespace {

/// `connections.support`, whichever connection it is: what *kept, not used yet* is said of.
std::string generic_path(SectionId id, std::string_view name) {
    std::string path{section(id).path};
    for (auto at = path.find("[]"); at != std::string::npos; at = path.find("[]"))
        path.erase(at, 2);
    return (path.empty() ? "" : path + ".") + std::string{name};
}

bool is_configuration(SectionId id) {
    return std::ranges::find(sections(), id, &Section::id) != sections().end();
}

/// The section where `name` is a key, when there is just one such place worth naming.
std::string_view home_of(std::string_view name) {
    std::string_view home;
    for (const auto& section : sections()) {
        if (!find_key(section.id, name)) continue;
        if (!home.empty()) return {};
        home = section.path.empty() ? "kith.yaml itself" : section.path;
    }
    return home;
}

} // namespace

void Reading::declare(IdKind kind, const std::string& id, const Place& place,
                      const std::string& key) {
    const auto [earlier, fresh] = ids[kind].try_emplace(id, place);
    if (!fresh)
        error(place, key,
              fmt::format("the id {} is already used at {}:{}; give one of the two another", id,
                          format(earlier->second), earlier->second.col));
}

Fields::Fields(Reading& reading, std::string_view file, SectionId id, std::string path,
               const Node& node)
    : reading_(reading), file_(file), id_(id), path_(std::move(path)), node_(node) {
    if (node_.kind == Node::Kind::Map)
        check_keys();
    else if (node_.kind != Node::Kind::Null)
        reading_.error(place(node_), path_.empty() ? "yaml" : path_,
                       fmt::format("expected keys and values here, like {}: ..., but this is {}",
                                   section(id_).keys.front().name, describe(node_)));
}

void Fields::check_keys() {
    const auto& section = config::section(id_);
    for (const auto& entry : node_.entries) {
        const auto* key = find_key(id_, entry.key);
        const Place at{std::string{file_}, entry.line, entry.col};
        if (!key) {
            unknown(entry);
            continue;
        }
        if (entry.value.kind == Node::Kind::Null) {
            reading_.error(
                at, path(entry.key),
                fmt::format("no value follows; write {}, or take the line out", expectation(*key)));
            continue;
        }
        reading_.origins.insert_or_assign(path(entry.key), Origin{show(entry.value), at});
        if (key->status == Status::Kept)
            reading_.kept.try_emplace(generic_path(id_, entry.key), at);
    }
    for (const auto& key : section.keys)
        if (key.required && !node_.find(key.name))
            reading_.error(place(node_), path(key.name),
                           fmt::format("this key is missing; it takes {}", expectation(key)));
    if (section.exactly_one && node_.entries.size() != 1)
        reading_.error(place(node_), path_.empty() ? "yaml" : path_,
                       "exactly one way is needed here, not several or none");
}

void Fields::unknown(const Entry& entry) {
    std::vector<std::string_view> names;
    for (const auto& key : section(id_).keys) names.push_back(key.name);
    const auto near = nearest(entry.key, names);
    const auto home = is_configuration(id_) ? home_of(entry.key) : std::string_view{};
    std::string hint;
    if (!home.empty())
        hint = fmt::format("; {} belongs in {}", entry.key, home);
    else if (!near.empty())
        hint = fmt::format("; did you mean {}?", near);
    else if (entry.key == "<<")
        hint = "; write the keys out";
    reading_.error({std::string{file_}, entry.line, entry.col}, path(clean_line(entry.key, 60)),
                   "Kith knows no such key here" + hint);
}

const Node* Fields::find(std::string_view name) const {
    (void)key(name);
    if (is_written(name)) return &node_.find(name)->value;
    return reading_.preset.find(id_, name, circle_);
}

bool Fields::is_written(std::string_view name) const {
    const auto* entry = node_.find(name);
    return entry && entry->value.kind != Node::Kind::Null;
}

const Key& Fields::key(std::string_view name) const {
    const auto* row = find_key(id_, name);
    if (!row) throw std::logic_error(fmt::format("{} is not in the table", name));
    return *row;
}

template <class T, class From>
void Fields::take(std::string_view name, T& out, From from) {
    const auto* value = find(name);
    if (!value) return;
    auto read = from(key(name), *value);
    if (read)
        out = static_cast<T>(std::move(*read));
    else
        error(*value, name, std::move(read.error().text));
}

void Fields::read(std::string_view name, std::string& out) {
    switch (key(name).type) {
    case Type::Id: return take(name, out, to_id);
    case Type::Zone: return take(name, out, to_zone);
    case Type::Rule: return take(name, out, to_rule);
    case Type::Time:
        return take(name, out, [](const Key& key, const Node& node) -> Result<std::string> {
            if (const auto time = to_minutes(key, node); !time)
                return std::unexpected(time.error());
            return node.text;
        });
    default: return take(name, out, to_text);
    }
}

void Fields::read(std::string_view name, bool& out) { take(name, out, to_bool); }
void Fields::read(std::string_view name, double& out) { take(name, out, to_number); }
void Fields::read(std::string_view name, int& out) { take(name, out, to_number); }
void Fields::read(std::string_view name, std::chrono::minutes& out) { take(name, out, to_minutes); }

void Fields::read(std::string_view name, std::optional<int>& out) {
    int value = 0;
    if (!find(name)) return;
    const auto before = reading_.problems.size();
    read(name, value);
    if (reading_.problems.size() == before) out = value;
}

void Fields::read(std::string_view name, std::vector<std::string>& out) {
    const auto& row = key(name);
    if (!find(name)) return;
    out.clear();
    for (const auto* item : items(name)) {
        auto value = row.type == Type::IdList ? to_id(row, *item) : to_text(row, *item);
        if (row.type == Type::WordList)
            if (const auto index = to_word(row, *item); !index)
                value = std::unexpected(index.error());
        if (!value)
            error(*item, name, std::move(value.error().text));
        else if (std::ranges::find(out, *value) != out.end())
            error(*item, name, fmt::format("{} stands here twice", describe(*item)));
        else
            out.push_back(std::move(*value));
    }
}

std::vector<const Node*> Fields::items(std::string_view name) {
    const auto* value = find(name);
    if (!value) return {};
    std::vector<const Node*> out;
    if (value->kind == Node::Kind::List) {
        for (const auto& item : value->items) {
            if (item.kind == Node::Kind::Null)
                error(item, name, "an entry of this list is empty");
            else
                out.push_back(&item);
        }
    } else if (value->kind == Node::Kind::Scalar && key(name).type != Type::List)
        out.push_back(value);
    else
        error(*value, name, expected(key(name), *value));
    return out;
}

std::optional<std::size_t> Fields::word_index(std::string_view name) {
    const auto* value = find(name);
    if (!value) return std::nullopt;
    const auto index = to_word(key(name), *value);
    if (index) return *index;
    error(*value, name, index.error().text);
    return std::nullopt;
}

void Fields::mention(std::string_view name, IdKind kind, std::string_view role) {
    const auto note = [&](const Node& node) {
        if (node.kind == Node::Kind::Scalar && is_id(node.text))
            reading_.mentions.push_back(
                {kind, node.text, path(name), std::string{role}, place(node)});
    };
    const auto* value = find(name);
    if (!value) return;
    if (value->kind == Node::Kind::List)
        std::ranges::for_each(value->items, note);
    else
        note(*value);
}

void Fields::error(const Node& at, std::string_view name, std::string reason) {
    reading_.error(place(at), path(name), std::move(reason));
}

void Fields::warn(const Node& at, std::string_view name, std::string reason) {
    reading_.warn(place(at), path(name), std::move(reason));
}

Place Fields::place(const Node& node) const { return {std::string{file_}, node.line, node.col}; }

std::string Fields::path(std::string_view name) const {
    if (name.empty()) return path_;
    return path_.empty() ? std::string{name} : path_ + "." + std::string{name};
}

} // namespace kith::config

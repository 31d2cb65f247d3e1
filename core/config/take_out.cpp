// SPDX-License-Identifier: MIT
#include "core/config/take_out.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/config/yaml_cut.hpp"
#include "core/words/names.hpp"

namespace kith::config {
namespace {

/// What they are called, lower case.
std::set<std::string> names_of(const Connection& c) {
    std::set<std::string> out{lower_ascii(trim(c.name))};
    for (const auto& name : c.also_called) out.insert(lower_ascii(trim(name)));
    for (const auto& address : c.addresses) {
        out.insert(lower_ascii(address.text()));
        out.insert(lower_ascii(address.value));
    }
    return out;
}

/// The people and rituals as they are to be.
Settings without(Settings s, const std::string& id, const std::set<std::string>& names) {
    std::erase_if(s.connections, [&](const Connection& c) { return c.id == id; });
    for (auto& c : s.connections) {
        std::erase(c.members, id);
        if (c.bridge_to == id) c.bridge_to.clear();
        std::erase_if(c.also_called, [&](const std::string& name) {
            return names.contains(lower_ascii(trim(name)));
        });
    }
    for (auto& ritual : s.rituals)
        if (std::erase(ritual.with, id) > 0 && ritual.with.empty()) ritual.id.clear();
    std::erase_if(s.rituals, [](const Ritual& r) { return r.id.empty(); });
    return s;
}

/// Everything else, as it was written.
std::map<std::string, std::string> the_rest(const Origins& origins) {
    std::map<std::string, std::string> out;
    for (const auto& [key, origin] : origins)
        if (!key.starts_with("connections") && !key.starts_with("rituals")) out[key] = origin.value;
    return out;
}

/// `now` is `before` without them, and nothing besides.
bool is_without(const Parsed& now, const Parsed& before, const std::string& id,
                const std::set<std::string>& names) {
    const auto wanted = without(before.settings, id, names);
    return now.settings.connections == wanted.connections &&
           now.settings.rituals == wanted.rituals &&
           the_rest(now.origins) == the_rest(before.origins);
}

/// One file while its lines are marked.
class Cutter {
  public:
    Cutter(const SourceFile& file, const std::string& id, const std::set<std::string>& names,
           std::vector<Place>& lines)
        : file_(file), id_(id), names_(names), lines_(lines), cut_(file.text) {}

    /// The text without them; nothing where no line speaks of them.
    Result<std::optional<std::string>> run(const Node& root) {
        if (root.kind == Node::Kind::List)
            people(root);
        else if (root.find("id") && is_theirs(root))
            whole();
        else if (file_.connections && !root.find("connections"))
            person(root);
        else
            for (std::size_t i = 0; i < root.entries.size(); ++i) section(root, i);
        if (failed_)
            return fail(fmt::format("{} cannot be taken out by itself; please do it by hand",
                                    format(*failed_)));
        if (!touched_) return std::optional<std::string>{};
        return std::optional{gone_ ? std::string{} : cut_.done()};
    }

    /// Their own lines stand here.
    [[nodiscard]] bool declares() const { return declares_; }

  private:
    [[nodiscard]] bool is_theirs(const Node& node) const {
        const auto* id = node.find("id");
        return id && id->value.kind == Node::Kind::Scalar && id->value.text == id_;
    }

    void note(int line, int col, bool done) {
        lines_.push_back({file_.name, line, col});
        touched_ = true;
        if (!done && !failed_) failed_ = lines_.back();
    }
    void whole() {
        gone_ = declares_ = true;
        note(1, 1, true);
    }
    void cut_item(const Node& list, std::size_t i) {
        note(list.items[i].line, list.items[i].col, cut_.item(list, i));
    }
    void cut_pair(const Node& map, std::size_t i) {
        note(map.entries[i].line, map.entries[i].col, cut_.pair(map, i));
    }

    void section(const Node& root, std::size_t i) {
        const auto& entry = root.entries[i];
        if (entry.value.kind != Node::Kind::List) return;
        const auto& all = entry.value.items;
        if (entry.key == "connections") {
            if (!std::ranges::all_of(all, [&](const Node& n) { return is_theirs(n); }))
                return people(entry.value);
            declares_ = true;
            return file_.connections ? whole() : cut_pair(root, i);
        }
        if (entry.key != "rituals") return;
        if (std::ranges::all_of(all, [&](const Node& n) { return only_them(n); }))
            return cut_pair(root, i);
        for (std::size_t r = 0; r < all.size(); ++r)
            if (only_them(all[r]))
                cut_item(entry.value, r);
            else
                texts(all[r], "with", {id_});
    }

    void people(const Node& list) {
        if (std::ranges::all_of(list.items, [&](const Node& n) { return is_theirs(n); }))
            return whole();
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            if (!is_theirs(list.items[i])) {
                person(list.items[i]);
                continue;
            }
            declares_ = true;
            cut_item(list, i);
        }
    }

    void person(const Node& node) {
        texts(node, "members", {id_});
        texts(node, "bridge_to", {id_});
        texts(node, "also_called", names_);
    }

    /// A ritual with nobody else.
    [[nodiscard]] bool only_them(const Node& ritual) const {
        const auto* with = ritual.find("with");
        if (!with) return false;
        if (with->value.kind == Node::Kind::Scalar) return with->value.text == id_;
        return !with->value.items.empty() &&
               std::ranges::all_of(with->value.items, [&](const Node& n) { return n.text == id_; });
    }

    /// Takes those of `gone` out of a value or a list of values; the key as well when none is left.
    void texts(const Node& map, std::string_view key, const std::set<std::string>& gone) {
        const auto at = static_cast<std::size_t>(std::ranges::find(map.entries, key, &Entry::key) -
                                                 map.entries.begin());
        if (at == map.entries.size()) return;
        const auto& value = map.entries[at].value;
        const auto goes = [&](const Node& n) {
            return n.kind == Node::Kind::Scalar &&
                   (gone.contains(n.text) || gone.contains(lower_ascii(trim(n.text))));
        };
        if (value.kind != Node::Kind::List) {
            if (goes(value)) cut_pair(map, at);
            return;
        }
        if (!value.items.empty() && std::ranges::all_of(value.items, goes))
            return cut_pair(map, at);
        for (std::size_t i = 0; i < value.items.size(); ++i)
            if (goes(value.items[i])) cut_item(value, i);
    }

    const SourceFile& file_;
    const std::string& id_;
    const std::set<std::string>& names_;
    std::vector<Place>& lines_;
    YamlCut cut_;
    std::optional<Place> failed_;
    bool touched_ = false, gone_ = false, declares_ = false;
};

bool in_word(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
}

bool says(std::string_view line, std::string_view word) {
    for (auto at = line.find(word); at != line.npos; at = line.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || !in_word(line[at - 1])) && (end == line.size() || !in_word(line[end])))
            return true;
    }
    return false;
}

/// Lines of the person's own that still name them: a comment, a reason in their words.
void find_left(const SourceFile& file, const std::set<std::string>& names,
               std::vector<Place>& left) {
    int number = 0;
    for (const auto& line : split(lower_ascii(file.text), '\n')) {
        ++number;
        if (std::ranges::any_of(names, [&](const auto& n) { return !n.empty() && says(line, n); }))
            left.push_back({file.name, number, 1});
    }
}

} // namespace

Result<TakenOut> take_out(const std::vector<SourceFile>& files, const std::string& id,
                          const Manifests* manifests) {
    const auto before = parse(files, manifests, true, Absent::Pass);
    const auto broken = [](const Parsed& parsed) {
        const auto first = std::ranges::find(parsed.problems, Severity::Error, &Problem::severity);
        return format(*first);
    };
    if (!before.ok()) return fail("the configuration has to be right first: " + broken(before));
    const auto& people = before.settings.connections;
    const auto them = std::ranges::find(people, id, &Connection::id);
    if (them == people.end())
        return fail(fmt::format("nobody of the id {} is in the configuration", clean_line(id, 40)));
    const auto names = names_of(*them);
    auto spoken = names; // a sentence says the first name alone
    if (kind_of(them->circle) != Kind::Collective)
        spoken.insert(lower_ascii(words::given_name(them->name)));
    TakenOut out;
    std::vector<SourceFile> after;
    std::optional<SourceFile> own;
    for (const auto& file : files) {
        const auto tree = read_yaml(file.name, file.text);
        if (!tree.root) return fail(file.name + " cannot be read");
        Cutter cutter(file, id, names, out.lines);
        auto text = cutter.run(*tree.root);
        if (!text) return std::unexpected(text.error());
        after.push_back(file);
        if (*text) {
            after.back().text = **text;
            // Their own lines go last: in between, every mention is of somebody who is there.
            if (cutter.declares())
                own = after.back();
            else
                out.files.push_back(after.back());
        }
        if (after.back().text.empty() && *text)
            after.pop_back();
        else
            find_left(after.back(), spoken, out.left);
    }
    if (own) out.files.push_back(*own);
    const auto now = parse(after, manifests, true, Absent::Pass);
    if (!now.ok())
        return fail("without them the configuration would not be right, so nothing was changed: " +
                    broken(now));
    if (!is_without(now, before, id, names))
        return fail("the lines about them are not written in a way that can be taken out with "
                    "certainty; please do it by hand");
    return out;
}

} // namespace kith::config

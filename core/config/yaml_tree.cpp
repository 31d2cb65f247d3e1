// SPDX-License-Identifier: MIT
#include "core/config/yaml_tree.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "core/config/source_text.hpp"
#include "core/config/yaml_cover.hpp"

namespace kith::config {
namespace {

std::size_t byte_of(const YAML::Mark& mark) {
    return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
}

bool holds_control_characters(std::string_view value) {
    for (std::size_t at = 0; at < value.size();) {
        const auto point = decode_utf8(value, at);
        if (!point.valid || is_harmful(point.value)) return true;
        at += point.size;
    }
    return false;
}

/// Builds the tree while yaml-cpp reads. Open nodes live on a stack and move into their parent when
/// they end.
class TreeBuilder : public YAML::EventHandler {
  public:
    TreeBuilder(const SourceText& source, std::string_view file, Problems& problems)
        : source_(source), file_(file), problems_(problems), cover_(source.text()) {}

    [[nodiscard]] Node take() {
        cover_.gap();
        return std::move(root_);
    }

    /// The bracket left open, when the file ended inside one.
    [[nodiscard]] std::optional<Fault> open_bracket() {
        try {
            cover_.gap();
        } catch (const Fault& fault) {
            if (std::string_view{"[{"}.find(source_.text()[fault.at]) != std::string_view::npos)
                return fault;
        }
        return std::nullopt;
    }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (documents_++ > 0) refuse_document(byte_of(mark));
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
        const auto at = byte_of(mark);
        const auto word = written_null(at);
        if (wants_key()) refuse(at, "a key is missing before the colon");
        if (!word.empty())
            cover_.scalar(at, word);
        else if (!stack_.empty() && stack_.back().key)
            cover_.colon();
        add(start(Node::Kind::Null, at));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { cover_.gap(byte_of(mark) + 1); }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {
        open(Node::Kind::List, byte_of(mark));
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {
        open(Node::Kind::Map, byte_of(mark));
    }
    void OnMapEnd() override { close(); }

  private:
    struct Open {
        Node node;
        std::optional<Entry> key; ///< read, its value not yet
        std::map<std::string, LineCol, std::less<>> seen;
    };

    [[noreturn]] static void refuse(std::size_t at, std::string reason) {
        throw Fault{at, std::move(reason)};
    }
    [[noreturn]] void refuse_document(std::size_t at);
    [[nodiscard]] bool wants_key() const {
        return !stack_.empty() && stack_.back().node.kind == Node::Kind::Map && !stack_.back().key;
    }
    [[nodiscard]] std::string_view written_null(std::size_t at) const;
    [[nodiscard]] Node start(Node::Kind kind, std::size_t at) const;
    void open(Node::Kind kind, std::size_t at);
    void close();
    void add(Node node);
    void add_key(std::size_t at, const std::string& key);
    [[nodiscard]] std::string path() const;

    const SourceText& source_;
    std::string_view file_;
    Problems& problems_;
    YamlCover cover_;
    int documents_ = 0;
    std::vector<Open> stack_;
    Node root_;
};

/// The word that stands for no value, where one does. yaml-cpp tells an absent value in the same
/// way, at the place of whatever comes next: that may be a key called so.
std::string_view TreeBuilder::written_null(std::size_t at) const {
    const auto rest = std::string_view{source_.text()}.substr(std::min(at, source_.text().size()));
    for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
        if (!rest.starts_with(word)) continue;
        const auto after = rest.substr(word.size());
        const auto next = after.find_first_not_of(" \t");
        const bool is_key = next != std::string_view::npos && after[next] == ':';
        const bool ends = after.empty() || std::string_view{" \t\n,]}"}.find(after.front()) !=
                                               std::string_view::npos;
        if (ends && !is_key) return word;
    }
    return {};
}

Node TreeBuilder::start(Node::Kind kind, std::size_t at) const {
    const auto [line, col] = source_.line_col(at);
    Node node;
    node.kind = kind;
    node.line = line;
    node.col = col;
    return node;
}

void TreeBuilder::refuse_document(std::size_t at) {
    const auto line = std::string_view{source_.text()}.substr(source_.line_start(at));
    refuse(at,
           line.starts_with("---") || documents_ > 2
               ? "a second document begins here; Kith reads one in a file, so take this line out"
               : "this line does not go with what stands above it; is it lined up right?");
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                           const std::string& value) {
    const auto at = byte_of(mark);
    const bool is_key = wants_key();
    cover_.scalar(at, value);
    if (is_key) add_key(at, value);
    if (holds_control_characters(value)) {
        const auto [line, col] = source_.line_col(at);
        problems_.push_back({{std::string{file_}, line, col},
                             Severity::Error,
                             "yaml",
                             "this text holds an invisible control character behind an escape; "
                             "take it out"});
    }
    if (is_key) return;
    Node node = start(Node::Kind::Scalar, at);
    node.quoted = std::string_view{"\"'|>"}.find(source_.text()[at]) != std::string_view::npos;
    node.text = value;
    if (!node.quoted && (value == "~" || value == "null")) node.kind = Node::Kind::Null;
    add(std::move(node));
}

void TreeBuilder::add_key(std::size_t at, const std::string& key) {
    auto& open = stack_.back();
    const auto place = source_.line_col(at);
    Entry entry;
    entry.key = key;
    entry.line = place.line;
    entry.col = place.col;
    open.key = std::move(entry);
    const auto [earlier, fresh] = open.seen.try_emplace(key, place);
    if (!fresh)
        problems_.push_back(
            {{std::string{file_}, place.line, place.col},
             Severity::Error,
             path(),
             fmt::format("this key was already written at {}:{}:{}; keep one of the two", file_,
                         earlier->second.line, earlier->second.col)});
    if (open.seen.size() > kMaxKeysInOnePlace)
        refuse(at, fmt::format("more than {} keys in one place", kMaxKeysInOnePlace));
}

std::string TreeBuilder::path() const {
    std::string out;
    for (const auto& open : stack_) {
        if (open.node.kind == Node::Kind::List)
            out += fmt::format("[{}]", open.node.items.size());
        else if (open.key)
            out += (out.empty() ? "" : ".") + clean_line(open.key->key, 60);
    }
    return out;
}

void TreeBuilder::open(Node::Kind kind, std::size_t at) {
    if (wants_key()) refuse(at, "a list or a mapping stands where a key should be; is it closed?");
    if (stack_.size() >= kMaxDepth)
        refuse(at, fmt::format("this is nested deeper than {} levels", kMaxDepth));
    stack_.push_back({start(kind, at), std::nullopt, {}});
}

void TreeBuilder::close() {
    Node node = std::move(stack_.back().node);
    stack_.pop_back();
    add(std::move(node));
}

void TreeBuilder::add(Node node) {
    if (stack_.empty()) {
        root_ = std::move(node);
        return;
    }
    auto& open = stack_.back();
    if (open.node.kind == Node::Kind::List) {
        open.node.items.push_back(std::move(node));
        return;
    }
    // The first of two equal keys stands, so that what follows is checked once.
    if (open.key && !open.node.find(open.key->key)) {
        open.key->value = std::move(node);
        open.node.entries.push_back(std::move(*open.key));
    }
    open.key.reset();
}

/// yaml-cpp's words for what it refuses, in ours.
std::string in_plain_words(const std::string& message) {
    using Pair = std::pair<std::string_view, std::string_view>;
    static constexpr std::array kWords{
        Pair{"end of map not found", "this does not go with what stands before it; keys that "
                                     "belong together begin in the same column"},
        Pair{"end of sequence not found", "this line is not lined up with the list above; use the "
                                          "same number of spaces before each "
                                          "-"},
        Pair{
            "end of sequence flow not found",
            "this [list] is not closed with ], or a comma is missing in it; was the file only half "
            "written?"},
        Pair{"end of map flow not found", "this {mapping} is not closed with }, or a comma is "
                                          "missing in it; was the file only half "
                                          "written?"},
        Pair{"illegal EOF in scalar",
             "a quoted text is not closed; was the file only half written?"},
        Pair{
            "illegal map value",
            "a colon makes no sense here; put quotes around a text that holds one, and line up the "
            "keys"},
        Pair{"illegal block entry", "a list entry (-) goes on a line of its own, below its key"},
        Pair{"illegal flow end", "this bracket closes nothing that was opened"},
        Pair{"unknown token",
             "a text cannot begin with this character; put quotes around it, for example "
             "\"@ana:example.net\""},
        Pair{"the referenced anchor is not defined",
             "anchors and aliases (& and *) are not used in Kith; put quotes around a text that "
             "begins "
             "with *"},
        Pair{"illegal tab when looking for indentation",
             "this line is indented with a tab; YAML wants spaces"},
    };
    for (const auto& [theirs, ours] : kWords)
        if (message == theirs) return std::string{ours};
    return fmt::format("this cannot be read as YAML ({})", clean_line(message, 100));
}

Problem problem_at(std::string_view file, LineCol place, std::string reason) {
    return {{std::string{file}, place.line, place.col}, Severity::Error, "yaml", std::move(reason)};
}

} // namespace

const Entry* Node::find(std::string_view key) const {
    const auto found = std::ranges::find(entries, key, &Entry::key);
    return found == entries.end() ? nullptr : &*found;
}

Tree read_yaml(std::string_view file, std::string_view text) {
    Tree tree;
    const auto source = SourceText::from(text);
    if (!source) {
        tree.problems.push_back(
            problem_at(file, line_col_of(text, source.error().at), source.error().reason));
        return tree;
    }
    for (const auto& fault : source->faults())
        tree.problems.push_back(problem_at(file, source->line_col(fault.at), fault.reason));
    TreeBuilder builder(*source, file, tree.problems);
    try {
        std::istringstream stream(source->text());
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
        tree.root = builder.take();
    } catch (const Fault& fault) {
        tree.problems.push_back(problem_at(file, source->line_col(fault.at), fault.reason));
    } catch (const YAML::Exception& e) {
        const auto at = e.mark.is_null() ? 0 : byte_of(e.mark);
        const bool ended = at >= source->text().size();
        if (const auto bracket = ended ? builder.open_bracket() : std::nullopt)
            tree.problems.push_back(
                problem_at(file, source->line_col(bracket->at), bracket->reason));
        else
            tree.problems.push_back(problem_at(file, source->line_col(at), in_plain_words(e.msg)));
    }
    return tree;
}

} // namespace kith::config

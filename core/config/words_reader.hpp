// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <span>
#include <string>

#include "core/config/place.hpp"
#include "core/config/yaml_tree.hpp"
#include "core/words/bank.hpp"

namespace kith::config {

/// Reads word files on top of one bank. What is wrong goes to `problems`.
class WordsReader {
  public:
    WordsReader(words::Bank& bank, Problems& problems) : bank_(bank), problems_(problems) {}

    /// Everything but the templates, so that they can be held against the whole forbidden list.
    void read_lists(const std::string& file, const Node& root);
    void read_templates(const std::string& file, const Node& root);

  private:
    static constexpr std::size_t kMaxText = 300;
    static bool is_text(const Node& node);

    void error(const Node& at, const std::string& key, std::string reason);
    void texts(const Node& node, const std::string& key, std::vector<std::string>& out);
    /// As many texts as `out` holds.
    void all_of(const Node& node, const std::string& key, std::span<std::string> out,
                std::string_view what);
    void named(const Node& node, const std::string& key,
               std::map<std::string, std::string, std::less<>>& out, std::size_t most = 60);
    void mild(const Node& node, const std::string& key, std::vector<std::string>& out);
    void messages(const Node& node);
    /// `Title | Body`; false after having said what is wrong.
    bool title_and_body(const Node& node, const std::string& path, words::Message& out);
    /// Whether a text of ours breaks nothing of the forbidden list; false after having said so.
    bool is_mild(const Node& node, const std::string& path, std::string_view text);
    void phrases(const Node& node, const std::string& key, std::vector<words::Phrase>& out);
    void help(const Node& node);
    void forbidden(const Node& node);
    void section(const Entry& entry);
    void one(words::Topic topic, const Entry& entry);
    bool read_template(const Node& node, words::Template& out);
    bool read_mapping(const Node& node, words::Template& out, const Node*& say);
    bool read_when(const Node& node, words::Template& out);
    bool check(const Node& at, const words::Template& t);
    bool holes_are_known(const Node& at, const words::Template& t);

    words::Bank& bank_;
    Problems& problems_;
    std::string file_;
};

} // namespace kith::config

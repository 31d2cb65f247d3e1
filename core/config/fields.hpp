// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/reading.hpp"
#include "core/config/table.hpp"
#include "core/config/values.hpp"

namespace kith::config {

/// One mapping of the configuration read by its section of the table. On construction every unknown
/// key, missing key and key without a value is reported; each read() then checks its value by the
/// table's row and leaves the target as it was (its default) when there is none or a wrong one.
/// Borrows everything; lives on the stack.
class Fields {
  public:
    Fields(Reading& reading, std::string_view file, SectionId id, std::string path,
           const Node& node);

    /// The value: as written, else the preset's, else null.
    const Node* find(std::string_view name) const;
    /// Whether the person wrote it.
    [[nodiscard]] bool is_written(std::string_view name) const;
    /// Of a connection: whose keys these are, for what a preset says of that circle alone.
    void of(Circle circle) { circle_ = circle; }
    const Key& key(std::string_view name) const;

    void read(std::string_view name, std::string& out);
    void read(std::string_view name, bool& out);
    void read(std::string_view name, int& out);
    void read(std::string_view name, std::optional<int>& out);
    void read(std::string_view name, double& out);
    void read(std::string_view name, std::chrono::minutes& out);
    void read(std::string_view name, std::vector<std::string>& out);
    /// `out` is an enumeration in the order of the row's words.
    template <class E>
    void word(std::string_view name, E& out) {
        if (const auto index = word_index(name)) out = static_cast<E>(*index);
    }

    /// The items of a list; one value that is no list stands for a list of one where the type is a
    /// list of scalars.
    std::vector<const Node*> items(std::string_view name);
    /// Notes that the key mentions ids of `kind`, to be checked later.
    void mention(std::string_view name, IdKind kind, std::string_view role = {});

    void error(const Node& at, std::string_view name, std::string reason);
    void warn(const Node& at, std::string_view name, std::string reason);
    [[nodiscard]] Place place(const Node& node) const;
    /// The full key of `name`, or of the mapping itself.
    [[nodiscard]] std::string path(std::string_view name = {}) const;
    [[nodiscard]] Reading& reading() { return reading_; }
    [[nodiscard]] std::string_view file() const { return file_; }
    [[nodiscard]] const Node& node() const { return node_; }

  private:
    void check_keys();
    void unknown(const Entry& entry);
    std::optional<std::size_t> word_index(std::string_view name);
    template <class T, class From>
    void take(std::string_view name, T& out, From from);

    Reading& reading_;
    std::string_view file_;
    SectionId id_;
    std::string path_;
    const Node& node_;
    Circle circle_ = Circle::Close;
};

} // namespace kith::config

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/policy/page.hpp"

namespace kith::policy {

/// What the words of a sent page are told under, with the key of their template behind it.
inline constexpr std::string_view kPageWords = "page-words:";

/// One weekly page in the making: each part adds its lines, in the order they are read. Borrows all
/// it is made from.
class PageWriter {
  public:
    PageWriter(const Frame& frame, const Decision& decision, const words::Bank& bank,
               const PageWeek& week);

    Page write();

  private:
    void moments();
    void question();
    void ahead();
    void easy();
    void mix();
    void dates();
    void rituals();
    void resting();
    void monthly();
    void energy();
    void message();

    [[nodiscard]] const Goal& goal(std::size_t i) const { return frame_.goals.all[i]; }
    [[nodiscard]] std::string_view called(std::size_t i) const;
    [[nodiscard]] std::string short_called(std::size_t i) const;
    [[nodiscard]] std::string moment_words(const Touchpoint& touch, std::size_t goal) const;
    [[nodiscard]] words::Words compose(words::Situation s, std::string_view about,
                                       std::span<const std::string> recent = {}) const;
    [[nodiscard]] std::vector<std::string> sent_words() const;
    void say(PageKind kind, std::string connection, const words::Situation& s,
             std::string hint = {}, std::string ritual = {});
    void add_date(std::size_t goal, const DateEntry& date, calendar::Day day);
    [[nodiscard]] bool has(PageKind kind) const;

    const Frame& frame_;
    const Decision& decision_;
    const words::Bank& bank_;
    const PageWeek& week_;
    const calendar::Zone& zone_;
    calendar::Day today_;
    Page page_;
    std::vector<std::string> moments_;
    std::array<bool, kKindCount> alive_{}; ///< by kind: somebody of it was heard of
    std::optional<std::size_t> easy_, ahead_;
};

} // namespace kith::policy

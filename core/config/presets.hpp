// SPDX-License-Identifier: MIT
// Defaults for lives that ask for others than most: `preset: carer` in kith.yaml. A preset only
// changes what is not written; `kith list` shows which value came from it.
#pragma once

#include <array>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "core/config/place.hpp"
#include "core/config/table.hpp"
#include "core/config/yaml_tree.hpp"

namespace kith::config {

struct PresetValue {
    SectionId section = SectionId::None;
    std::string_view key;
    std::string_view value;               ///< as one would write it
    std::span<const Circle> circles = {}; ///< of a connection's key: for these alone; none: for all
};

struct Preset {
    std::string_view name;
    std::string_view help; ///< whose life it is for
    std::span<const PresetValue> values;
    std::string_view source; ///< where the values come from
};

/// In the order of kPresetWords.
std::span<const Preset> presets();
inline constexpr std::array<std::string_view, 5> kPresetWords{"carer", "new-parent", "elder",
                                                              "small-circle", "far-from-home"};

/// What `preset` says of a key, or null. `circle` is the connection's, where it is a connection's.
const PresetValue* preset_value(std::string_view preset, SectionId section, std::string_view key,
                                Circle circle = Circle::Close);

/// The preset in force while a configuration is read, its values as nodes. They stand where the
/// preset was named, so that whatever is said of one names a line the person wrote.
class ActivePreset {
  public:
    ActivePreset() = default; ///< none
    ActivePreset(std::string_view name, int line, int col);

    /// Null: it says nothing of this key. The node lives as long as this does.
    [[nodiscard]] const Node* find(SectionId section, std::string_view key, Circle circle) const;

  private:
    std::string_view name_;
    std::map<const PresetValue*, Node> nodes_;
};

} // namespace kith::config

// SPDX-License-Identifier: MIT
#include "cli/client/arguments.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kith::cli {
namespace {

bool has(const std::vector<std::string_view>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

} // namespace

std::string Arguments::value(std::string_view option) const {
    const auto it = values.find(option);
    return it == values.end() ? std::string{} : it->second;
}

Result<Arguments> parse_arguments(const std::vector<std::string>& given,
                                  const std::vector<std::string_view>& options,
                                  const std::vector<std::string_view>& flags) {
    Arguments out;
    bool only_words = false;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto& text = given[i];
        if (only_words || !text.starts_with("--")) {
            out.words.push_back(text);
            continue;
        }
        if (text == "--") {
            only_words = true;
            continue;
        }
        const auto equals = text.find('=');
        const auto name = text.substr(2, equals == std::string::npos ? equals : equals - 2);
        if (has(flags, name) && equals == std::string::npos) {
            out.flags.insert(name);
            continue;
        }
        if (!has(options, name)) {
            std::vector<std::string_view> known = options;
            known.insert(known.end(), flags.begin(), flags.end());
            const auto near = nearest(name, known);
            return fail("there is no option --" + clean_line(name, 40) +
                        (near.empty() ? " here" : ". Did you mean --" + std::string{near} + "?"));
        }
        if (equals != std::string::npos)
            out.values[name] = text.substr(equals + 1);
        else if (i + 1 < given.size())
            out.values[name] = given[++i];
        else
            return fail("--" + name + " needs a value");
    }
    return out;
}

} // namespace kith::cli

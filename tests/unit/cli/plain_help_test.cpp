// SPDX-License-Identifier: MIT
#include "cli/offline/plain_help.hpp"

#include "tests/support/catch.hpp"

namespace {

struct Sample {
    CLI::App app{"All of it", "kith"};
    CLI::App* walk = nullptr;
    std::string from, how;
    int days = 0;

    Sample() {
        app.require_subcommand(1);
        app.formatter(kith::cli::plain_help());
        walk = app.add_subcommand("walk", "Go for a walk");
        walk->add_option("WHERE", from, "A place")->required();
        walk->add_option("--days", days, "How many")
            ->option_text("N")
            ->check(kith::cli::whole_number(1, 9));
        walk->add_option("--how", how, "In what way")
            ->option_text("HOW")
            ->check(kith::cli::one_of({"slowly", "together"}));
    }

    /// The first line of what is said about a wrong command line.
    std::string wrong(std::vector<std::string> reversed) {
        try {
            app.parse(reversed);
        } catch (const CLI::ParseError& e) {
            const auto text = kith::cli::wrong_use(app, e);
            return text.substr(0, text.find('\n'));
        }
        return "nothing wrong";
    }
};

} // namespace

TEST_CASE("One usage line names every option", "[cli]") {
    const Sample sample;
    CHECK(kith::cli::usage_of(*sample.walk) == "Usage: kith walk WHERE [--days N] [--how HOW]");
    CHECK(kith::cli::usage_of(sample.app) == "Usage: kith walk ...");
    const auto help = sample.walk->help();
    CHECK(help.starts_with("Go for a walk.\n\nUsage: kith walk WHERE"));
    CHECK(help.find("  --days N            How many\n") != std::string::npos);
}

TEST_CASE("A wrong command line is answered in plain words", "[cli]") {
    // CLI11 takes the words last first.
    CHECK(Sample{}.wrong({"park", "walk"}) == "nothing wrong");
    CHECK(Sample{}.wrong({}) == "kith: say which: walk");
    CHECK(Sample{}.wrong({"walk"}) == "kith walk: WHERE is missing");
    CHECK(Sample{}.wrong({"wlk"}) == "kith: there is no kith wlk. Did you mean walk?");
    CHECK(Sample{}.wrong({"3", "--dys", "park", "walk"}) ==
          "kith walk: there is no option --dys. Did you mean --days?");
    CHECK(Sample{}.wrong({"3", "--dys", "walk"}) ==
          "kith walk: there is no option --dys. Did you mean --days?");
    CHECK(Sample{}.wrong({"--days", "park", "walk"}) == "kith walk: --days needs a value");
    CHECK(Sample{}.wrong({"10", "--days", "park", "walk"}) ==
          "kith walk: --days takes a whole number from 1 to 9, not 10");
    CHECK(Sample{}.wrong({"slowl", "--how", "park", "walk"}) ==
          "kith walk: --how is slowly or together, not slowl. Did you mean slowly?");
    CHECK(Sample{}
              .wrong({"green", "park", "walk"})
              .starts_with("kith walk: that is one word too many: green"));
}

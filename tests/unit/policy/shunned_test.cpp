// SPDX-License-Identifier: MIT
#include "core/policy/shunned.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "core/model/settings.hpp"
#include "core/policy/nameless.hpp"
#include "core/policy/unaddressed.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using policy::Shunned;

namespace {

Connection person(const std::string& id, const std::string& address) {
    Connection c;
    c.id = id;
    c.name = id;
    if (!address.empty()) c.addresses.push_back(*parse_address(address));
    return c;
}

} // namespace

TEST_CASE("Who is shunned is known again by id or by any address", "[shunned]") {
    auto shunned = Shunned::read({});
    CHECK(shunned.empty());
    const auto ana = person("ana", "ana@example.net");
    CHECK_FALSE(shunned.has(ana));
    shunned.add(ana);
    const auto again = Shunned::read(shunned.text());
    CHECK(again.has(ana));
    CHECK(again.has(person("ana", "")));
    CHECK(again.has(person("somebody", "ana@example.net")));
    CHECK_FALSE(again.has(person("ben", "ben@example.net")));
    CHECK(shunned.remove("ana"));
    CHECK_FALSE(shunned.remove("ana"));
    CHECK_FALSE(shunned.has(ana));
}

TEST_CASE("What was known later joins what a copy knows, and takes nobody away", "[shunned]") {
    auto copy = Shunned::read({});
    const auto ana = person("ana", "ana@example.net"), ben = person("ben", "ben@example.net");
    auto later = copy;
    copy.add(ana);
    later.add(ben);
    copy.join(later);
    CHECK((copy.has(ana) && copy.has(ben)));
    auto stranger = Shunned::read({}); // another salt: its hashes mean nothing here
    stranger.add(person("cleo", ""));
    copy.join(stranger);
    CHECK((copy.has(ana) && copy.has(ben)));
    auto fresh = Shunned::read({});
    fresh.join(stranger);
    CHECK(fresh.has(person("cleo", "")));
}

TEST_CASE("Whose id is forgotten is let go and taken back by a mark", "[shunned]") {
    auto shunned = Shunned::read({});
    const auto ana = person("ana", "ana@example.net");
    CHECK(shunned.mark("ana").empty());
    shunned.add(ana);
    const auto mark = shunned.mark("ana");
    CHECK(Shunned::is_mark(mark));
    CHECK(mark.find("ana") == std::string::npos);
    CHECK(shunned.remove(mark));
    CHECK_FALSE(shunned.has(ana));
    auto again = Shunned::read(shunned.text());
    CHECK(again.restore(mark));
    CHECK(again.has(person("other", "ana@example.net")));
    CHECK_FALSE(Shunned::read({}).restore(mark));
}

TEST_CASE("A text that names them is known, by any word of their name", "[shunned]") {
    auto shunned = Shunned::read({});
    auto ana = person("ana-p", "ana@example.net");
    ana.name = "Ana Pereira";
    ana.also_called = {"Aninha"};
    CHECK_FALSE(shunned.is_named("dinner with Ana"));
    shunned.add(ana);
    const auto again = Shunned::read(shunned.text());
    for (const auto* text : {"dinner with Ana", "ANA's", "walk-with-aninha", "ana", "Anas Fest"})
        CHECK(again.is_named(text));
    for (const auto* text : {"bananas", "an a", "", "Anastasia", "Pereira"})
        CHECK_FALSE(again.is_named(text));
}

TEST_CASE("They are known in any ordinary spelling, by hashes alone", "[shunned]") {
    const std::vector<std::pair<const char*, const char*>> spellings{
        {"Özlem Demir", "özlem"},
        {"Özlem Demir", "ÖZLEM DEMIR"},
        {"Özlem Demir", "the Demirs"},
        {"Анна", "анна пишет"},
        {"María José López", "José called"},
        {"María José López", "señora LÓPEZ"},
        {"Ana-Lena Reis", "with Lena"},
        {"山田太郎", "山田太郎さんの誕生日"}};
    for (const auto& [name, text] : spellings) {
        CAPTURE(name, text);
        auto shunned = Shunned::read({});
        auto c = person("p1", "");
        c.name = name;
        shunned.add(c);
        const auto again = Shunned::read(shunned.text());
        policy::Nameless nameless;
        nameless.also([&](std::string_view word) { return again.knows(word); });
        CHECK(nameless.finds(text));
        CHECK_FALSE(nameless.finds("a friend called"));
        auto namesake = person("p2", "");
        namesake.name = name;
        nameless.spare(namesake);
        CHECK_FALSE(nameless.finds(text));
    }
}

TEST_CASE("They are known without their accents too, and with two letters for one", "[shunned]") {
    const auto knows = [](const std::string& name, const std::string& text) {
        auto c = person("nc1", "");
        c.name = name;
        auto shunned = Shunned::read({});
        shunned.add(c);
        policy::Nameless hashed;
        hashed.also([shunned](std::string_view word) { return shunned.knows(word); });
        c.state = State::NoContact;
        Settings settings;
        settings.connections = {c};
        const policy::Nameless written{settings};
        CHECK(hashed.finds(text) == written.finds(text));
        return written.finds(text);
    };
    for (const auto* name : {"Mara Sommer (friend of Helena)", "Mara Sommer, friend of Helena"}) {
        CHECK(knows(name, "Mara called"));
        CHECK(knows(name, "dinner with Mara Sommer"));
        CHECK(knows(name, "Frau Sommer"));
        CHECK_FALSE(knows(name, "lunch with Helena"));
    }
    CHECK(knows("Robert (Bobby) Miller", "Bobby called"));
    CHECK(knows("José Müller", "new neighbour Jose"));
    CHECK(knows("José Müller", "lunch with Mueller tomorrow"));
    CHECK(knows("José Müller", "Mullers Garten"));
    CHECK(knows("Mueller, Eva", "bei Müller"));
    CHECK(knows("Bjørn", "Bjorn called"));
    CHECK(knows("Łukasz", "LUKASZ"));
    CHECK(knows("Anne-Marie Weiß", "Annemarie, Weiss"));
    CHECK(knows("Jose", "José’s"));
    CHECK(knows("Артём Иванов", "Артем звонил"));
    CHECK(knows("Артем Иванов", "Арте\u0308м звонил"));
    CHECK(knows("Андрей", "Андреи\u0306"));
    CHECK(knows("Ionuț Popa", "lunch with Ionut, or Ionuţ"));
    CHECK(knows("Nguyễn Hà", "called Nguyen"));
    CHECK(knows("Γιώργος", "ΓΙΩΡΓΟΣ και Γιωργος"));
    CHECK(knows("Reis, Eva", "met Eva"));
    CHECK(knows("Mum & Dad", "Dad called"));
    CHECK(knows("Mum & Dad", "mum called"));
    CHECK_FALSE(knows("Tom Winter", "glad that the winter is over"));
    CHECK(knows("Tom Winter", "Mr Winter, and WINTER"));
    CHECK_FALSE(knows("de la Cruz, María", "de la mano"));
    CHECK_FALSE(knows("Frau von Berg", "mag Musik von Bach"));
    CHECK_FALSE(knows("Reis, Eva", "heute gibt es reis"));
    CHECK_FALSE(knows("José", "Joseph and josette"));
    CHECK_FALSE(knows("Zoë", "zo, or Zoll"));
    CHECK(knows("Anne-Marie Kurz", "dinner with anne-marie"));
    CHECK(knows("Anne-Marie Kurz", "marie rang, Anne-Maries Garten"));
    CHECK(knows("Jean-Luc Kurz", "jean-luc"));
    CHECK(knows("Jo-Ann", "with Jo-Ann"));
    CHECK(knows("Kim-Ly", "kim-ly wrote"));
    CHECK(knows("Kim-Ly", "met Ly"));
    CHECK(knows("Marie-de-Lourdes Reis", "marie-de-lourdes"));
    CHECK_FALSE(knows("Kim-Ly", "luckily, kimchi"));
    CHECK(knows("Bo", "called bo"));
    CHECK(knows("Al Bo", "with Al"));
    CHECK_FALSE(knows("Al Bo", "also, alas, all"));
    CHECK(knows("Ahmet İnce", "met İnce"));
    CHECK(knows("Ahmet İnce", "Herr Ince"));
    CHECK(knows("Can & İpek", "ipek rang"));
    CHECK(knows("Işıl Kaya", "IŞIL, or isil"));
    CHECK(knows("Frau Sommer", "frau sommer rang"));
    CHECK(knows("Frau Sommer", "bei Sommers"));
    CHECK_FALSE(knows("Frau Sommer", "im sommer"));
    CHECK(knows("Tom Winter", "talked to tom winter"));
    CHECK(knows("李小龍", "昨天小龍来了"));
}

TEST_CASE("Their addresses are taken out of a text where hashes alone are left", "[shunned]") {
    auto shunned = Shunned::read({});
    auto tom = person("tom", "tw77@example.net");
    for (const auto* more :
         {"matrix:@tw77:example.net", "xmpp:tw78@example.net", "tel:+351 210 000 000"})
        tom.addresses.push_back(*parse_address(more));
    CHECK(policy::without_addresses("tw77@example.net", shunned) == "tw77@example.net");
    shunned.add(tom);
    const auto again = Shunned::read(shunned.text());
    const std::vector<std::pair<std::string_view, std::string_view>> texts{
        {"from Tom <TW77@example.net>: no", "from Tom <someone>: no"},
        {"tw77@example.net.", "someone."},
        {"by mailto:tw77@example.net, and", "by someone, and"},
        {"from:tw77@example.net", "someone"},
        {"imaps://tw77@example.net/inbox", "imaps://someone/inbox"},
        {"the room @tw77:example.net is gone", "the room someone is gone"},
        {"tw78@example.net/phone is away", "someone/phone is away"},
        {"+351210000000 rang", "someone rang"},
        {"ana@example.net at 12:30, see https://example.net",
         "ana@example.net at 12:30, see https://example.net"},
        {"... : @ +", "... : @ +"},
        {" \"tw77@example.net\" ", " \"someone\" "}};
    for (const auto& [text, without] : texts)
        CHECK(policy::without_addresses(text, again) == without);
}

TEST_CASE("Erasing goes by what calls them, and by no word that only may", "[shunned]") {
    const auto calls = [](const std::string& id, const std::string& name, const std::string& text) {
        auto c = person(id, "");
        c.name = name;
        auto shunned = Shunned::read({});
        shunned.add(c);
        policy::Nameless hashed;
        hashed.also([shunned](std::string_view word) { return shunned.knows(word); });
        return hashed.calls(text);
    };
    CHECK_FALSE(calls("sommer", "Frau Sommer", "Urlaub im Sommer"));
    CHECK(calls("sommer", "Frau Sommer", "bei Frau Sommer"));
    CHECK(calls("berg", "Frau von Berg", "frau von berg rang"));
    CHECK_FALSE(calls("berg", "Frau von Berg", "am Berg von Anna"));
    CHECK(calls("reis", "Dr. Reis", "to dr reis"));
    CHECK(calls("p1", "Anne-Marie Kurz", "dinner with Anne-Marie"));
    CHECK(calls("p1", "李小龍", "昨天小龍来了"));
    CHECK_FALSE(calls("p1", "An Reis", "zurück an den See"));
    CHECK(calls("p1", "An Reis", "zurück mit An"));
    CHECK_FALSE(calls("p1", "Tom Winter", "sad about the Winters"));
}

TEST_CASE("A title is nobody's name", "[shunned]") {
    auto shunned = Shunned::read({});
    auto rolf = person("rolf-b", "");
    rolf.name = "Uncle Rolf";
    shunned.add(rolf);
    CHECK(shunned.is_named("walk-rolf"));
    CHECK_FALSE(shunned.is_named("her uncle is ill"));
    auto bo = person("bo-w", "");
    bo.name = "Bo";
    shunned.add(bo);
    CHECK(shunned.is_named("walk-bo")); // an id is no sentence
    CHECK(shunned.is_named("swim-with-bo-w"));
}

TEST_CASE("What is called after them is kept under a name that tells nobody", "[shunned]") {
    auto shunned = Shunned::read({});
    shunned.add(person("zebedee", ""));
    const auto veiled = shunned.veil("lunch-zebedee-kim");
    CHECK(veiled.starts_with("#"));
    CHECK(veiled.find("zebedee") == std::string::npos);
    CHECK(Shunned::read(shunned.text()).veil("lunch-zebedee-kim") == veiled);
    CHECK(shunned.veil("lunch-kim") != veiled);
}

TEST_CASE("What is kept of them tells nobody who it is", "[shunned]") {
    auto one = Shunned::read({}), other = Shunned::read({});
    for (auto* shunned : {&one, &other}) shunned->add(person("ana", "ana@example.net"));
    CHECK(one.text().find("ana") == std::string::npos);
    CHECK(one.text().find("example") == std::string::npos);
    CHECK(one.text() != other.text()); // salted
    CHECK_FALSE(Shunned::read("rubbish").has(person("ana", "ana@example.net")));
}

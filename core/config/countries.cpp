// SPDX-License-Identifier: MIT
#include "core/config/countries.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace kith::config {
namespace {

/// ISO 3166-1 with its names in English, as the time zone database has them.
constexpr std::string_view kCountries =
    "|AD:Andorra|AE:United Arab Emirates|AF:Afghanistan|AG:Antigua and Barbuda|"
    "AI:Anguilla|AL:Albania|AM:Armenia|AO:Angola|AQ:Antarctica|AR:Argentina|"
    "AS:American Samoa|AT:Austria|AU:Australia|AW:Aruba|AX:Åland Islands|AZ:Azerbaijan|"
    "BA:Bosnia and Herzegovina|BB:Barbados|BD:Bangladesh|BE:Belgium|BF:Burkina Faso|"
    "BG:Bulgaria|BH:Bahrain|BI:Burundi|BJ:Benin|BL:Saint Barthelemy|BM:Bermuda|BN:Brunei|"
    "BO:Bolivia|BQ:Caribbean NL|BR:Brazil|BS:Bahamas|BT:Bhutan|BV:Bouvet Island|"
    "BW:Botswana|BY:Belarus|BZ:Belize|CA:Canada|CC:Cocos Islands|CD:DR Congo|"
    "CF:Central African Rep.|CG:Congo|CH:Switzerland|CI:Côte d'Ivoire|CK:Cook Islands|"
    "CL:Chile|CM:Cameroon|CN:China|CO:Colombia|CR:Costa Rica|CU:Cuba|CV:Cape Verde|"
    "CW:Curaçao|CX:Christmas Island|CY:Cyprus|CZ:Czech Republic|DE:Germany|DJ:Djibouti|"
    "DK:Denmark|DM:Dominica|DO:Dominican Republic|DZ:Algeria|EC:Ecuador|EE:Estonia|"
    "EG:Egypt|EH:Western Sahara|ER:Eritrea|ES:Spain|ET:Ethiopia|FI:Finland|FJ:Fiji|"
    "FK:Falkland Islands|FM:Micronesia|FO:Faroe Islands|FR:France|GA:Gabon|"
    "GB:United Kingdom|GD:Grenada|GE:Georgia|GF:French Guiana|GG:Guernsey|GH:Ghana|"
    "GI:Gibraltar|GL:Greenland|GM:Gambia|GN:Guinea|GP:Guadeloupe|GQ:Equatorial Guinea|"
    "GR:Greece|GS:South Georgia and the South Sandwich Islands|GT:Guatemala|GU:Guam|"
    "GW:Guinea-Bissau|GY:Guyana|HK:Hong Kong|HM:Heard Island and McDonald Islands|"
    "HN:Honduras|HR:Croatia|HT:Haiti|HU:Hungary|ID:Indonesia|IE:Ireland|IL:Israel|"
    "IM:Isle of Man|IN:India|IO:British Indian Ocean Territory|IQ:Iraq|IR:Iran|"
    "IS:Iceland|IT:Italy|JE:Jersey|JM:Jamaica|JO:Jordan|JP:Japan|KE:Kenya|KG:Kyrgyzstan|"
    "KH:Cambodia|KI:Kiribati|KM:Comoros|KN:Saint Kitts and Nevis|KP:North Korea|"
    "KR:South Korea|KW:Kuwait|KY:Cayman Islands|KZ:Kazakhstan|LA:Laos|LB:Lebanon|"
    "LC:Saint Lucia|LI:Liechtenstein|LK:Sri Lanka|LR:Liberia|LS:Lesotho|LT:Lithuania|"
    "LU:Luxembourg|LV:Latvia|LY:Libya|MA:Morocco|MC:Monaco|MD:Moldova|ME:Montenegro|"
    "MF:Saint Martin|MG:Madagascar|MH:Marshall Islands|MK:North Macedonia|ML:Mali|"
    "MM:Myanmar|MN:Mongolia|MO:Macau|MP:Northern Mariana Islands|MQ:Martinique|"
    "MR:Mauritania|MS:Montserrat|MT:Malta|MU:Mauritius|MV:Maldives|MW:Malawi|MX:Mexico|"
    "MY:Malaysia|MZ:Mozambique|NA:Namibia|NC:New Caledonia|NE:Niger|NF:Norfolk Island|"
    "NG:Nigeria|NI:Nicaragua|NL:Netherlands|NO:Norway|NP:Nepal|NR:Nauru|NU:Niue|"
    "NZ:New Zealand|OM:Oman|PA:Panama|PE:Peru|PF:French Polynesia|PG:Papua New Guinea|"
    "PH:Philippines|PK:Pakistan|PL:Poland|PM:Saint Pierre and Miquelon|PN:Pitcairn|"
    "PR:Puerto Rico|PS:Palestine|PT:Portugal|PW:Palau|PY:Paraguay|QA:Qatar|RE:Réunion|"
    "RO:Romania|RS:Serbia|RU:Russia|RW:Rwanda|SA:Saudi Arabia|SB:Solomon Islands|"
    "SC:Seychelles|SD:Sudan|SE:Sweden|SG:Singapore|SH:Saint Helena|SI:Slovenia|"
    "SJ:Svalbard and Jan Mayen|SK:Slovakia|SL:Sierra Leone|SM:San Marino|SN:Senegal|"
    "SO:Somalia|SR:Suriname|SS:South Sudan|ST:Sao Tome and Principe|SV:El Salvador|"
    "SX:Sint Maarten|SY:Syria|SZ:Eswatini|TC:Turks and Caicos Islands|TD:Chad|"
    "TF:French S. Terr.|TG:Togo|TH:Thailand|TJ:Tajikistan|TK:Tokelau|TL:East Timor|"
    "TM:Turkmenistan|TN:Tunisia|TO:Tonga|TR:Turkey|TT:Trinidad and Tobago|TV:Tuvalu|"
    "TW:Taiwan|TZ:Tanzania|UA:Ukraine|UG:Uganda|UM:US minor outlying islands|"
    "US:United States|UY:Uruguay|UZ:Uzbekistan|VA:Vatican City|VC:Saint Vincent|"
    "VE:Venezuela|VG:British Virgin Islands|VI:US Virgin Islands|VN:Vietnam|VU:Vanuatu|"
    "WF:Wallis and Futuna|WS:Samoa|YE:Yemen|YT:Mayotte|ZA:South Africa|ZM:Zambia|"
    "ZW:Zimbabwe|";

/// What else some of them are called.
constexpr std::string_view kAlso =
    "|GB:UK|GB:EN|GB:Great Britain|GB:England|GB:Scotland|GB:Wales|GB:Northern Ireland|"
    "US:USA|US:America|DE:Deutschland|AT:Österreich|CH:Schweiz|CH:Suisse|ES:España|"
    "IE:Eire|NL:Holland|MX:México|BR:Brasil|IT:Italia|BE:Belgique|PL:Polska|SE:Sverige|"
    "NO:Norge|DK:Danmark|FI:Suomi|GR:EL|CZ:Czechia|";

constexpr std::size_t kLetters = 2;

} // namespace

bool is_country(std::string_view code) {
    return code.size() == kLetters &&
           kCountries.find("|" + std::string{code} + ":") != std::string_view::npos;
}

std::string country_meant(std::string_view text) {
    const auto wanted = lower_ascii(text);
    std::vector<std::string> entries;
    for (const auto all : {kCountries, kAlso})
        for (auto& entry : split(all, '|'))
            if (!entry.empty()) entries.push_back(std::move(entry));
    std::vector<std::string_view> names;
    for (const std::string_view entry : entries) names.push_back(entry.substr(kLetters + 1));
    auto found = std::ranges::find_if(
        names, [&](std::string_view name) { return lower_ascii(name) == wanted; });
    // So few letters may be a slip for too many.
    constexpr std::size_t kShort = 3;
    if (found == names.end() && text.size() > kShort)
        found = std::ranges::find(names, nearest(text, names));
    if (found == names.end()) return {};
    return entries[static_cast<std::size_t>(found - names.begin())].substr(0, kLetters);
}

} // namespace kith::config

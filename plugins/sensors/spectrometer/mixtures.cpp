// SPDX-License-Identifier: MIT
// plugins/sensors/spectrometer/mixtures.cpp - bodies and their materials, out of a text, checked.
#include "mixtures.hpp"
#include <charconv>
#include <cmath>
#include <string>

namespace spectrometer {
namespace {
std::string_view trimmed(std::string_view s) {
    const auto blank = " \t\n";
    const size_t begin = s.find_first_not_of(blank);
    return begin == s.npos ? std::string_view{} : s.substr(begin, s.find_last_not_of(blank) - begin + 1);
}

// Up to the separator; the rest stays behind it.
std::string_view cut(std::string_view& rest, char separator) {
    const size_t at = rest.find(separator);
    const std::string_view part = rest.substr(0, at);
    rest = at == rest.npos ? std::string_view{} : rest.substr(at + 1);
    return trimmed(part);
}

int size_of(std::string_view s) { return static_cast<int>(s.size() < 40 ? s.size() : 40); }

size_t material_of(const qiki::config& c, const char* key, std::string_view name) {
    std::string all;
    for (size_t m = 0; m < materials; ++m) {
        if (name == library[m].name) return m;
        all += (m ? ", " : "") + std::string(library[m].name);
    }
    c.refuse(key, "expected one of %s, found '%.*s'", all.c_str(), size_of(name), name.data());
}

spectrum mixture(const qiki::config& c, const char* key, std::string_view text) {
    amounts all{};
    double sum = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view term = cut(rest, '+');
        const bool whole = term == trimmed(text);
        double part = 1;
        const char *from = term.data(), *end = from + term.size();
        const auto read = std::from_chars(from, end, part);
        if (read.ec != std::errc{} && whole) part = 1;
        else if (read.ec != std::errc{} || !(part >= 0 && part <= 1))
            c.refuse(key,
                     "expected a fraction from 0 to 1 and a material, as in '0.7 basalt + 0.3 gabbro', found '%.*s'",
                     size_of(term), term.data());
        const size_t m = material_of(
            c, key, trimmed(read.ec == std::errc{} ? term.substr(static_cast<size_t>(read.ptr - from)) : term));
        if (all[m] > 0) c.refuse(key, "expected each material once, found %s twice", library[m].name);
        all[m] = part, sum += part;
    }
    if (std::fabs(sum - 1) > 1e-6)
        c.refuse(key, "expected fractions with the sum 1, found %g in '%.*s'", sum, size_of(text), text.data());
    return mixed(all);
}
} // namespace

surfaces surfaces::read(const qiki::config& c, const qiki_host& h) {
    surfaces s;
    if (const std::string_view rest = trimmed(c.text("others", "")); !rest.empty())
        s.others = mixture(c, "others", rest), s.others_known = true;
    const auto* names = qiki::service<qiki_names>(h);
    for (std::string_view rest = c.text("made_of", ""); !trimmed(rest).empty();) {
        std::string_view body = cut(rest, ';');
        if (body.empty()) continue;
        if (body.find(':') == body.npos)
            c.refuse("made_of", "expected a body, a colon and what it is made of, as in 'rock: basalt', found '%.*s'",
                     size_of(body), body.data());
        const std::string name(cut(body, ':'));
        const uint64_t entity = names ? names->entity(&h, name.c_str()) : 0;
        if (!entity)
            c.refuse("made_of", "expected a vehicle of the scenario, found '%.*s'", size_of(name), name.data());
        if (s.of(entity) && (!s.others_known || s.of(entity) != &s.others))
            c.refuse("made_of", "expected each body once, found '%.*s' twice", size_of(name), name.data());
        if (body.empty())
            c.refuse("made_of", "expected what '%.*s' is made of, found nothing", size_of(name), name.data());
        s.named.push_back({entity, mixture(c, "made_of", body)});
    }
    return s;
}

const spectrum* surfaces::of(uint64_t entity) const {
    for (const row& r : named)
        if (r.entity == entity) return &r.reflectance;
    return others_known ? &others : nullptr;
}

} // namespace spectrometer

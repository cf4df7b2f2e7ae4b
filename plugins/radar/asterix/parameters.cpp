// SPDX-License-Identifier: MIT
// plugins/radar/asterix/parameters.cpp - reads the parameters and the file.
#include "parameters.hpp"
#include "qiki/math.h"
#include <cerrno>
#include <charconv>
#include <fstream>
#include <new>

namespace asterix {
namespace {

constexpr double degree = QIKI_PI / 180;

// Takes one number off the front of `rest`, and the `end` character behind it (0: the end of the text is fine, too).
template <class T>
bool take(std::string_view& rest, T& value, char end) {
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    const auto [at, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc{}) return false;
    rest.remove_prefix(static_cast<size_t>(at - rest.data()));
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    if (rest.empty()) return end == ';';
    if (rest.front() != end) return false;
    rest.remove_prefix(1);
    return true;
}
} // namespace

std::map<uint16_t, site> read_sites(std::string_view text) {
    std::map<uint16_t, site> out;
    for (std::string_view rest = text; !rest.empty();) {
        const size_t at = text.size() - rest.size();
        unsigned sac = 0, sic = 0;
        double latitude = 0, longitude = 0, height = 0;
        const bool read = take(rest, sac, '/') && take(rest, sic, ':') && take(rest, latitude, ',') &&
                          take(rest, longitude, ',') && take(rest, height, ';');
        const bool sane = sac < 256 && sic < 256 && latitude >= -90 && latitude <= 90 && longitude >= -180 &&
                          longitude <= 180 && height >= -1000 && height <= 20000;
        if (!read || !sane)
            throw bad_input(QIKI_E_CONFIG, "sites, character " + std::to_string(at + 1) + ": found \"" +
                                               std::string(text.substr(at, 40)) +
                                               "\", expected SAC/SIC:latitude,longitude,height in degrees and m, as in "
                                               "25/12:43.571,16.406,780; separated by ';'");
        out[static_cast<uint16_t>(sac << 8 | sic)] = {latitude * degree, longitude * degree, height};
        while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    }
    return out;
}

parameters read_parameters(const qiki::config& c, qiki_ns epoch) {
    constexpr qiki_ns day = ns_of(ticks_per_day);
    parameters p;
    p.file = c.text("file", "");
    const auto framing_text = c.text("framing", "auto"), datagram_text = c.text("datagram", "auto");
    p.decoding.how.outer = framing_text == "raw"      ? framing::raw
                           : framing_text == "ff"     ? framing::ff
                           : framing_text == "pcap"   ? framing::pcap
                           : framing_text == "oradis" ? framing::oradis
                                                      : framing::detect;
    p.decoding.how.inner = datagram_text == "plain"    ? datagram::plain
                           : datagram_text == "oradis" ? datagram::oradis
                                                       : datagram::detect;
    p.decoding.how.port = static_cast<uint16_t>(c.integer("port", 0));
    p.decoding.test_targets = c.flag("test_targets", false);
    p.decoding.silence_s = c.real("track.silence", 30);
    p.decoding.window_ns = static_cast<int64_t>(c.real("window", 1) * 1e9);
    const double start = c.real("start", -1);
    if (start >= 0) p.decoding.start_ns = static_cast<qiki_ns>(start * 1e9 + 0.5) % day, p.decoding.reference = true;
    else if (start > -1) throw bad_input(QIKI_E_CONFIG, "start: a time of day in [0, 86400] s, or -1 for none");
    else if (epoch != 0) p.decoding.start_ns = ((epoch % day) + day) % day;
    p.own = {c.real("site.latitude", 0), c.real("site.longitude", 0), c.real("site.height", 0)};
    p.sites = read_sites(c.text("sites", ""));
    p.sigma_range = c.real("sigma.range", 15);
    p.sigma_azimuth = c.real("sigma.azimuth", 0.0007);
    p.sigma_rate = c.real("sigma.range_rate", 2);
    const auto doppler = c.text("doppler", "receding");
    p.rate_sign = doppler == "closing" ? -1 : doppler == "ignore" ? 0 : 1;
    p.pd = c.real("pd", 0);
    p.range = c.real("range", 0);
    p.velocity = c.text("velocity.axes", "target") != "none";
    p.velocity_at_target = c.text("velocity.axes", "target") == "target";
    const auto tell = c.text("tell", "all");
    p.tell_who = tell == "all", p.tell_level = tell != "place";
    p.only_airborne = c.text("origins", "all") == "airborne";
    p.decoding.hardened = {c.real("drop", 0), static_cast<uint64_t>(c.integer("false_per_turn", 0)),
                           c.real("false_turn", 4), c.real("false_range", 111120) / 1852,
                           static_cast<uint64_t>(c.integer("draw", 0))};
    p.adsb = c.text("cat021", "skip");
    p.decoding.how.speaks = {adsb_edition(p.adsb), c.text("cat010", "1.1") != "skip"};
    p.sigma_adsb = c.real("sigma.adsb", 50), p.sigma_surface = c.real("sigma.surface", 5);
    p.limit = static_cast<uint64_t>(c.integer("limit", 1024)) * 1'000'000;
    return p;
}

std::vector<uint8_t> read_file(const std::string& path, uint64_t limit) {
    errno = 0;
    std::ifstream in(path, std::ios::binary | std::ios::ate);
    if (!in && errno == ENOMEM) throw std::bad_alloc();
    if (!in) throw bad_input(QIKI_E_IO, "file: cannot open \"" + path + "\"; expected an ASTERIX recording");
    const std::streamoff size = in.tellg();
    if (size < 0) throw bad_input(QIKI_E_IO, "file: \"" + path + "\" has no length; expected an ordinary file");
    if (size == 0) throw bad_input(QIKI_E_CONFIG, "file: \"" + path + "\" is empty; expected an ASTERIX recording");
    if (static_cast<uint64_t>(size) > limit)
        throw bad_input(QIKI_E_CONFIG, "file: \"" + path + "\" has " + std::to_string(size) +
                                           " bytes, the parameter limit allows " + std::to_string(limit) +
                                           "; raise it, or cut the recording");
    std::vector<uint8_t> out(static_cast<size_t>(size));
    in.seekg(0);
    in.read(reinterpret_cast<char*>(out.data()), size);
    if (in.gcount() != size) throw bad_input(QIKI_E_IO, "file: \"" + path + "\" could not be read to its end");
    return out;
}
} // namespace asterix

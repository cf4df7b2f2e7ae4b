// SPDX-License-Identifier: MIT
// plugins/radar/asterix/live/live.cpp - qiki.radar.asterix.live: radars heard over UDP while they turn, recorded, and
// the recording played again to the same bytes.
//
// A tick takes the datagrams that wait at its beginning; so what a run sees depends on the world, and the recording
// keeps which tick heard which. Played with the same tick, it gives the same frames and contacts, and the same digest.
#include "decoder.hpp"
#include "tape.hpp"
#include <memory>
#include <stdexcept>
#include <system_error>

namespace asterix::live {
namespace {

using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM, 64>;
using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM, 1024>;

// What the system refused, and under which key it was asked for.
std::string why_not(const std::system_error& e, const std::string& udp, const std::string& card) {
    const std::string what = e.what();
    if (what.rfind("bind", 0) == 0)
        return "udp: \"" + udp + "\": " + what +
               "; expected a multicast group (224.0.0.0 to 239.255.255.255), 0.0.0.0 or an address of this machine, "
               "and a port that is free";
    if (what.rfind("join", 0) == 0)
        return (card.empty() ? "udp: \"" + udp : "interface: \"" + card) + "\": " + what +
               "; expected interface = the IPv4 address of a network card of this machine";
    if (what.rfind("record", 0) == 0) return what;
    return "udp: \"" + udp + "\": " + what;
}

// Where datagrams come from: a socket that may be recorded, or a tape. Shared by the copies that a reset makes.
struct inlet {
    std::unique_ptr<socket> wire;
    std::unique_ptr<recorder> copy;
    std::vector<uint8_t> file;
    std::vector<heard> tape;
    std::vector<uint8_t> datagram;
};

struct radar {
    using inputs = qiki::ports<>;
    using outputs = qiki::ports<frames, contacts>;
    static constexpr uint64_t caps = QIKI_CAP_WORLD_IO;
    static constexpr const char *vendor = "qiki", *licence = "MIT";
    static constexpr qiki_param params[] = {
        qiki::text("udp", "", nullptr,
                   "GROUP:PORT to hear, IPv4, as in 232.1.1.12:21112; or ADDRESS:PORT of this machine"),
        qiki::text("interface", "", nullptr,
                   "IPv4 address of the network card that joins the group; empty: the system's choice"),
        qiki::text("record", "", nullptr, "pcap file that gets what is heard, and when"),
        {"replay", "", "such a file, instead of udp", nullptr, nullptr, QIKI_TEXT, QIKI_PARAM_PATH, 0, 0, 0},
        qiki::text("datagram", "auto", "auto|plain|oradis", "blocks alone, or behind ORADIS headers"),
        qiki::real("start", "s", -1, -1, 86400,
                   "UTC time of day of t = 0; -1 takes the scenario's epoch, and without one the first time that is "
                   "heard counts as 1 s old"),
        qiki::real("site.latitude", "rad", 0, -1.5707963267948966, 1.5707963267948966,
                   "of radars that sites does not name; all three 0 is the scenario's origin"),
        qiki::real("site.longitude", "rad", 0, -3.141592653589793, 3.141592653589793, "of them"),
        qiki::real("site.height", "m", 0, -500, 10000, "of the antenna above the ellipsoid"),
        qiki::text("sites", "", nullptr,
                   "of several radars: \"SAC/SIC:latitude,longitude,height; ...\" in degrees, degrees, m"),
        qiki::real("sigma.range", "m", 15, 0.1, 5000, "standard deviation of a range"),
        qiki::real("sigma.azimuth", "rad", 0.0007, 1e-6, 0.2, "standard deviation of an azimuth"),
        qiki::real("sigma.range_rate", "m/s", 2, 0.01, 500, "standard deviation of a range rate, where there is one"),
        qiki::real("sigma.adsb", "m", 50, 0.1, 1e5,
                   "standard deviation, per axis, of ADS-B positions that do not say it"),
        qiki::real("sigma.surface", "m", 5, 0.1, 1e4, "standard deviation, per axis, of a surface sensor's positions"),
        qiki::text("doppler", "receding", "receding|closing|ignore",
                   "what a positive I048/120 means; the documents do not say"),
        qiki::real("pd", "", 0, 0, 1, "probability that a target is seen in a turn; 0 leaves it unsaid"),
        qiki::flag("test_targets", false, "hear simulated and test targets, too"),
        qiki::text("tell", "all", "all|level|place",
                   "what plots say: all, or time, place and pressure height, or time and place alone"),
        qiki::text("cat021", "skip", "skip|0.23|0.24|0.26|2.1|2.2|2.3|2.4|2.5|2.6", "edition of ADS-B reports"),
        qiki::text("cat010", "1.1", "1.1|skip", "edition of surface movement reports"),
        qiki::integer("most", "", 4096, 1, 1000000, "datagrams that a tick takes; the others wait for the next one"),
    };

    radar(const qiki_host& h, const qiki_instance_info& i) : host_(&h), info_(&i) {}

    void configure(const qiki::config& c) {
        const std::string udp(c.text("udp", "")), tape(c.text("replay", "")), record(c.text("record", "")),
            card(c.text("interface", ""));
        if (!udp.empty() && !tape.empty())
            throw qiki::failure(QIKI_E_CONFIG, "expected either udp or replay, found both; leave one of them out");
        if (udp.empty() && tape.empty())
            qiki::log(*host_, QIKI_LOG_WARN, "hears nothing: say udp = \"GROUP:PORT\" or replay = \"FILE\"");
        if (!tape.empty() && !record.empty())
            throw qiki::failure(QIKI_E_CONFIG, "record: what is replayed is recorded already; leave it out");
        said_ = read_parameters(c, info_->epoch_utc);
        most_ = static_cast<uint64_t>(c.integer("most", 4096));
        const auto made = std::make_shared<inlet>();
        try {
            if (!tape.empty()) {
                made->file = read_file(tape, uint64_t{4} << 30);
                made->tape = read_tape(made->file);
            } else if (!udp.empty()) {
                const auto at = read_address(udp);
                const auto joins = card.empty() ? std::optional<uint32_t>(0) : read_ip(card);
                if (!at)
                    throw bad_input(QIKI_E_CONFIG,
                                    "udp: expected GROUP:PORT, as in 232.1.1.12:21112, found \"" + udp + "\"");
                if (!joins)
                    throw bad_input(QIKI_E_CONFIG,
                                    "interface: expected an IPv4 address, as in 127.0.0.1, found \"" + card + "\"");
                made->wire = std::make_unique<socket>(*at, *joins);
                if (!record.empty()) made->copy = std::make_unique<recorder>(record, *at);
            }
        } catch (const std::system_error& e) {
            throw bad_input(QIKI_E_IO, why_not(e, udp, card));
        } catch (const std::runtime_error& e) {
            throw bad_input(QIKI_E_CONFIG, "replay: \"" + tape + "\": " + e.what());
        }
        from_ = made;
        decode_ = decoder(said_, *info_);
        const auto gauge = [&](const char* name, const char* help) { return qiki::gauge(*host_, name, "", help); };
        gauges_ = {gauge("datagrams", "heard"),
                   gauge("blocks", "data blocks in them"),
                   gauge("skipped.blocks", "of categories that are not heard; system tracks are among them"),
                   gauge("records", "decoded"),
                   gauge("refusals", "places that were refused"),
                   gauge("duplicates", "records that came a second time"),
                   gauge("time.none", "plots whose time is not known"),
                   gauge("contacts", "plots"),
                   gauge("ahead", "plots from a clock ahead of ours, held back to the end of their tick")};
    }

    qiki_status step(const qiki::tick<radar>& t) {
        if (t.pass() == 0) {
            if (t.seq() == 0 && from_->copy) from_->copy->begin();
            if (from_->wire) listen(t.to());
            else play(t.to());
            decode_->cut(t.to(), frames_, contacts_);
            next_frame_ = next_contact_ = 0;
            tell();
        }
        for (; next_contact_ < contacts_.size(); ++next_contact_) {
            if (t.room<contacts>() == 0) return QIKI_MORE;
            t.put<contacts>(contacts_[next_contact_]);
        }
        for (; next_frame_ < frames_.size(); ++next_frame_) {
            if (t.room<frames>() == 0) return QIKI_MORE;
            t.put<frames>(frames_[next_frame_]);
        }
        return QIKI_OK;
    }

private:
    void listen(qiki_ns t) {
        for (uint64_t n = 0; n < most_ && from_->wire->take(from_->datagram); ++n) {
            if (from_->copy) from_->copy->write(t, from_->datagram);
            decode_->hear(from_->datagram, t);
        }
        if (from_->copy) from_->copy->flush();
    }
    void play(qiki_ns t) {
        for (; next_ < from_->tape.size() && from_->tape[next_].t <= t; ++next_)
            decode_->hear(octets(from_->file).subspan(from_->tape[next_].at, from_->tape[next_].size), t);
    }
    void tell() {
        const tally& n = decode_->counts();
        const uint64_t all[] = {n.datagrams,  n.blocks,  n.skipped, n.records, n.refusals,
                                n.duplicates, n.untimed, n.plots,   n.ahead};
        for (size_t i = 0; i < gauges_.size(); ++i) gauges_[i].set(static_cast<double>(all[i]));
        if (warned_ || !decode_->first_refusal()) return;
        warned_ = true;
        qiki::log(*host_, QIKI_LOG_WARN,
                  explain(*decode_->first_refusal(), "a datagram") + "; others are only counted");
    }

    const qiki_host* host_;
    const qiki_instance_info* info_;
    parameters said_;
    uint64_t most_ = 4096;
    std::shared_ptr<inlet> from_;
    std::optional<decoder> decode_;
    std::vector<qiki_frame> frames_; // of this tick
    std::vector<qiki_contact> contacts_;
    size_t next_frame_ = 0, next_contact_ = 0, next_ = 0;
    bool warned_ = false;
    std::vector<qiki::gauge> gauges_;
};
} // namespace
} // namespace asterix::live
QIKI_PLUGIN(asterix::live::radar, "qiki.radar.asterix.live", QIKI_KIND_RADAR, "0.1.0",
            "Hears ASTERIX over UDP, records and replays it");

// SPDX-License-Identifier: MIT
// plugins/radar/asterix/recording.cpp - from octets to frames: reads blocks, sorts records to their sources, cuts.
#include "recording.hpp"
#include "duplicates.hpp"
#include "reports.hpp"
#include "slices.hpp"
#include <algorithm>
#include <map>
#include <tuple>

namespace asterix {
namespace {

constexpr size_t refusals_kept = 8;
constexpr int64_t most_days = 400;

// One SAC/SIC while the file is read.
struct feed {
    source about;
    std::optional<tick> newest;
    std::map<uint8_t, tick> before; // by category: the record before
    std::vector<plot> plots;
    std::vector<sighting> messages;
    std::vector<plot> reports; // of CAT010 and CAT021
    std::vector<tick> cycles;  // starts of update cycles
    std::vector<plot> waiting; // truncated times before the first full one
};

class reader final : public block_sink {
public:
    reader(const request& r, recording& out) : request_(r), out_(out) {}

    void block(octets b, uint64_t offset) override {
        ++facts_[count::blocks];
        const uint8_t category = b[0];
        if (!configured(category, request_.how.speaks)) {
            auto& c = facts_.of(category);
            ++c.blocks_skipped, ++facts_[count::blocks_skipped];
            c.octets_skipped += b.size(), facts_[count::octets_skipped] += b.size();
            return;
        }
        std::optional<uint16_t> heir;
        refusal why;
        for (uint32_t at = 3; at < b.size(); at = record_.end) {
            const profile* p = profile_for(b, at, offset, why, request_.how.speaks);
            if (p == nullptr || !walk(*p, b, at, offset, record_, why)) {
                ++facts_.of(category).refused;
                facts_[count::sequences] += why.why == reason::random_sequence;
                return refuse(why);
            }
            ++order_;
            ++facts_.of(category).records;
            facts_[count::empty] += record_.present == (record_.has(0) ? 1u : 0u);
            switch (category) {
            case 1:
            case 48: take(read_target(record_), heir); break;
            case 10: take_surface(heir); break;
            case 21: take_report(read_adsb(record_), heir); break;
            case 2:
            case 34: take(read_service(record_), heir); break;
            default: take(read_system_track(record_), heir); break;
            }
        }
    }

    void refuse(const refusal& r) override {
        ++out_.refusals, ++facts_[count::refusals];
        const bool packet = r.why >= reason::packet_beyond;
        facts_[count::blocks_refused] += !packet;
        facts_[count::fragments] += r.why == reason::packet_fragment;
        if (out_.refused.size() < refusals_kept) out_.refused.push_back(r);
    }

    void finish(const packet_counts& packets) {
        facts_[count::packets] = packets.packets;
        facts_[count::packets_ignored] = packets.ignored;
        facts_[count::gaps] = packets.gaps;
        facts_[count::stray] = packets.stray;
        facts_[count::octets_skipped] += packets.stray;
        for (feed& f : feeds_) facts_[count::time_none] += f.waiting.size();
        cut_all();
        forget_astray();
        name_lives();
        choose_start();
        add_false_plots();
        for (const feed& f : feeds_) {
            out_.sources.push_back(f.about);
            facts_.sensor(f.about.id, f.about.records, f.about.period_s);
        }
        facts_[count::frames] = out_.frames.size();
        facts_[count::contacts] = out_.plots.size();
        facts_[count::updates] = out_.tracks.size();
        out_.blocks = facts_[count::blocks];
        out_.about = facts_.report();
    }

private:
    // SAC/SIC of a record, or of the nearest earlier one of its block.
    template <class T>
    feed& feed_of(T& t, std::optional<uint16_t>& heir) {
        if (t.has & has_source) heir = t.source;
        else if (heir) t.source = *heir, ++facts_[count::inherited];
        else ++facts_[count::no_source];
        auto [at, fresh] = rows_.try_emplace(t.source, feeds_.size());
        if (fresh) {
            feeds_.emplace_back();
            feeds_.back().about.id = t.source;
        }
        ++feeds_[at->second].about.records;
        return feeds_[at->second];
    }
    std::optional<tick> reference() const {
        return request_.reference && request_.start_ns ? std::optional<tick>(*request_.start_ns / 7812500)
                                                       : std::nullopt;
    }
    bool again(uint32_t time, const record_key& key) {
        const uint8_t category = record_.of->category;
        if (!seen_.seen(time, key)) return false;
        ++facts_[count::duplicates], ++facts_.of(category).duplicates;
        return true;
    }
    uint64_t source_and_time(uint16_t source, uint32_t time, uint8_t type) const {
        return uint64_t{source} << 40 | uint64_t{record_.of->category} << 32 | uint64_t{type} << 24 | time;
    }
    // FNV-1a of the record's octets (Fowler, Noll, Vo 1991).
    uint64_t fingerprint() const {
        uint64_t hash = 0xCBF29CE484222325u;
        for (const uint8_t o : record_.block.subspan(record_.begin, record_.end - record_.begin))
            hash = (hash ^ o) * 0x100000001B3u;
        return hash;
    }
    // The record's time on the axis of the recording; also the source's newest.
    tick accept(feed& f, uint8_t category, uint32_t time, tick cycle) {
        const tick newest = f.newest ? *f.newest : newest_ ? *newest_ : reference().value_or(time);
        tick when = unwrap(time, newest, cycle);
        if (day_of(when) > most_days)
            when = day_of(newest) * ticks_per_day + time % ticks_per_day; // nonsense, but bounded
        if (f.newest && day_of(when) > day_of(*f.newest)) ++facts_[count::time_wraps];
        const auto [before, first] = f.before.try_emplace(category, when);
        if (!first && when < before->second) {
            auto& c = facts_.of(category);
            ++c.backwards, ++facts_[count::time_backwards];
            c.largest_step_back = std::max(c.largest_step_back, before->second - when);
        }
        before->second = when;
        f.newest = f.newest ? std::max(*f.newest, when) : when;
        newest_ = newest_ ? std::max(*newest_, when) : when;
        out_.earliest = out_.earliest ? std::min(*out_.earliest, when) : when;
        const tick day = when % ticks_per_day;
        facts_.accepted_time(category, static_cast<uint32_t>(day < 0 ? day + ticks_per_day : day));
        return when;
    }

    void take(target t, std::optional<uint16_t>& heir) {
        feed& f = feed_of(t, heir);
        facts_.add(t, record_);
        const uint64_t whose = uint64_t{t.address} << 32 | uint64_t{t.code} << 16 | t.track;
        if (again(t.time, {source_and_time(t.source, t.time, t.type), uint64_t{t.rho} << 32 | t.theta, whose})) return;
        plot p{0, order_, 0, t};
        if (t.has & has_time) {
            p.when = accept(f, 48, t.time, ticks_per_day);
            keep(f, p);
        } else if ((t.has & has_truncated_time) == 0) ++facts_[count::time_none];
        else if (f.newest || reference()) resolve(f, p);
        else f.waiting.push_back(p);
    }
    void take_surface(std::optional<uint16_t>& heir) {
        target t = read_surface(record_);
        const uint8_t type = surface_message(record_);
        if (type == 1) return take_report(t, heir);
        feed& f = feed_of(t, heir);
        if (again(t.time, {source_and_time(t.source, t.time, type), fingerprint()})) return;
        ++facts_[type == 2 ? count::cycles : count::statuses];
        if ((t.has & has_time) == 0) return void(++facts_[count::time_none]);
        const tick when = accept(f, 10, t.time, ticks_per_day);
        if (type == 2) f.cycles.push_back(when);
    }
    void take_report(target t, std::optional<uint16_t>& heir) {
        feed& f = feed_of(t, heir);
        facts_.add(t, record_);
        if (again(t.time, {source_and_time(t.source, t.time, t.type), fingerprint()})) return;
        if ((t.has & has_time) == 0) return void(++facts_[count::time_none]);
        plot p{0, order_, 0, t};
        p.when = accept(f, record_.of->category, t.time, ticks_per_day);
        if ((t.has & has_position) || t.form != target::geodetic) facts_.seen(t, p.when);
        keep(p, f.reports);
    }
    void resolve(feed& f, plot p) {
        p.when = accept(f, 1, p.what.time, ticks_per_truncated);
        keep(f, p);
    }
    void keep(feed& f, const plot& p) {
        facts_.seen(p.what, p.when);
        keep(p, f.plots);
    }
    void keep(const plot& p, std::vector<plot>& to) {
        const bool detected = (p.what.has & has_descriptor) == 0 || p.what.type != 0;
        const bool real = (p.what.flags & simulated) == 0 || request_.test_targets;
        if ((p.what.has & has_position) == 0 || !detected || !real) return;
        if (stays(request_.hardened, p.order - 1)) to.push_back(p);
        else ++facts_[count::lost];
    }
    void take(service s, std::optional<uint16_t>& heir) {
        feed& f = feed_of(s, heir);
        facts_.add(s);
        if (again(s.time, {source_and_time(s.source, s.time, s.type), s.sector, s.period})) return;
        if (s.has & has_position)
            f.about.told = site{s.latitude * lsb::site_latitude_deg, s.longitude * lsb::site_latitude_deg,
                                static_cast<double>(s.height)};
        if ((s.has & has_time) == 0) {
            ++facts_[count::time_none];
            return;
        }
        const tick when = accept(f, record_.of->category, s.time, ticks_per_day);
        if (s.type == 2 && s.has_sector) {
            f.messages.push_back({when, order_, s.sector * 256u});
            f.about.sector_messages = true;
        } else if (s.type == 1) f.messages.push_back({when, order_, 0});
        std::vector<plot> waiting;
        waiting.swap(f.waiting);
        for (const plot& p : waiting) resolve(f, p);
    }
    void take(system_track t, std::optional<uint16_t>& heir) {
        feed& f = feed_of(t, heir);
        facts_.add(t);
        // A tracker may send a track twice at one time, with other news: only the same octets are the same record.
        if (again(t.time, {source_and_time(t.source, t.time, 0), t.track, fingerprint()})) return;
        if ((t.has & has_time) == 0) {
            ++facts_[count::time_none];
            return;
        }
        track_update u;
        u.when = accept(f, 62, t.time, ticks_per_day);
        u.order = order_;
        u.what = t;
        facts_.seen(t, u.when);
        if ((t.has & has_position) && (t.has & has_track)) out_.tracks.push_back(u);
    }

    void cut_all() {
        struct piece {
            frame what;
            uint16_t id;
            const std::vector<plot>* of;
            const std::vector<uint32_t>* rows;
        };
        std::vector<cutting> cuttings(2 * feeds_.size());
        std::vector<piece> pieces;
        const auto sightings = [](const std::vector<plot>& of) {
            std::vector<sighting> out;
            out.reserve(of.size());
            for (const plot& p : of) out.push_back({p.when, p.order, p.what.theta});
            return out;
        };
        const auto add = [&](size_t k, cutting& made, const std::vector<plot>& of) {
            facts_[count::late] += made.late;
            facts_[count::outside] += made.outside;
            for (frame& x : made.frames) {
                x.source = static_cast<uint16_t>(k);
                for (uint32_t i = 0; i < x.count; ++i) { // they were cut by the times that all records have
                    const plot& p = of[made.plots[x.first + i]];
                    x.from = std::min(x.from, measured_at(p)), x.to = std::max(x.to, measured_at(p));
                }
                x.available = std::max(x.available, x.to);
                pieces.push_back({x, feeds_[k].about.id, &of, &made.plots});
            }
        };
        const auto astray = [&](auto& all, auto time) { facts_[count::time_astray] += drop_astray(all, time); };
        for (size_t k = 0; k < feeds_.size(); ++k) {
            feed& f = feeds_[k];
            astray(f.plots, [](const plot& p) { return p.when; });
            astray(f.reports, [](const plot& p) { return p.when; });
            astray(f.messages, [](const sighting& m) { return m.time; });
            astray(f.cycles, [](tick t) { return t; });
            const std::vector<sighting> plots = sightings(f.plots);
            const sweep s = f.about.sector_messages ? sweep_by_messages(f.messages, ns_of(f.newest.value_or(0)))
                                                    : sweep_by_plots(plots, request_.window_ns);
            f.about.period_s = s.period_s;
            cuttings[2 * k] = cut(plots, s, request_.window_ns);
            add(k, cuttings[2 * k], f.plots);
            if (f.reports.empty()) continue;
            cuttings[2 * k + 1] = cut_slices(sightings(f.reports), f.cycles, request_.window_ns);
            add(k, cuttings[2 * k + 1], f.reports);
        }
        std::stable_sort(pieces.begin(), pieces.end(), [](const piece& a, const piece& b) {
            return std::tie(a.what.available, a.what.to, a.id, a.what.seq) <
                   std::tie(b.what.available, b.what.to, b.id, b.what.seq);
        });
        for (piece& x : pieces) {
            const uint32_t first = x.what.first;
            x.what.first = static_cast<uint32_t>(out_.plots.size());
            for (uint32_t i = 0; i < x.what.count; ++i) out_.plots.push_back((*x.of)[(*x.rows)[first + i]]);
            out_.frames.push_back(x.what);
        }
    }

    // The earliest time of what is kept, unless a record without plot, message or track came a little before it.
    void forget_astray() {
        facts_[count::time_astray] += drop_astray(out_.tracks, [](const track_update& u) { return u.when; });
        std::optional<tick> kept;
        const auto see = [&](tick t) { kept = kept ? std::min(*kept, t) : t; };
        for (const feed& f : feeds_) {
            for (const plot& p : f.plots) see(p.when);
            for (const plot& p : f.reports) see(p.when);
            for (const sighting& m : f.messages) see(m.time);
        }
        for (const track_update& u : out_.tracks) see(u.when);
        if (kept && facts_[count::time_astray] && out_.earliest && *kept - *out_.earliest > 60 * 128)
            out_.earliest = kept;
    }

    // A track number that ends, or is silent for long, and comes again is another track.
    void name_lives() {
        std::stable_sort(out_.tracks.begin(), out_.tracks.end(),
                         [](const track_update& a, const track_update& b) { return a.when < b.when; });
        struct life {
            uint64_t id = 0;
            uint32_t hits = 0;
            tick born = 0, last = 0;
            bool over = true;
        };
        std::map<uint32_t, life> lives;
        const auto silence = static_cast<tick>(request_.silence_s * 128);
        uint64_t born = 0;
        for (track_update& u : out_.tracks) {
            life& l = lives[uint32_t{u.what.source} << 16 | u.what.track];
            if (l.over || u.when - l.last > silence) l = {++born, 0, u.when, u.when, false};
            u.life = l.id;
            u.born = l.born;
            u.hits = ++l.hits;
            u.ends = (u.what.flags & track_end) != 0;
            l.last = u.when;
            l.over = u.ends;
        }
        facts_[count::lives] = born;
    }

    void choose_start() {
        const int64_t earliest = ns_of(out_.earliest.value_or(0)), second = 1'000'000'000;
        out_.start_ns = request_.start_ns ? unwrap(*request_.start_ns, earliest, ns_of(ticks_per_day))
                                          : earliest - ((earliest % second) + second) % second;
        const auto early = [&](const frame& f) { return f.available <= out_.start_ns; };
        const auto begin = std::find_if_not(out_.frames.begin(), out_.frames.end(), early);
        const uint32_t gone = begin == out_.frames.end() ? static_cast<uint32_t>(out_.plots.size()) : begin->first;
        out_.frames.erase(out_.frames.begin(), begin);
        out_.plots.erase(out_.plots.begin(), out_.plots.begin() + gone);
        std::map<uint16_t, uint64_t> seq;
        for (frame& f : out_.frames) f.first -= gone, f.seq = seq[f.source]++;
        const auto old = std::find_if(out_.tracks.begin(), out_.tracks.end(),
                                      [&](const track_update& u) { return ns_of(u.when) >= out_.start_ns; });
        facts_[count::before_start] += gone + static_cast<uint64_t>(old - out_.tracks.begin());
        out_.tracks.erase(out_.tracks.begin(), old);
        out_.end_ns = out_.start_ns;
        if (!out_.frames.empty()) out_.end_ns = out_.frames.back().available;
        if (!out_.tracks.empty()) out_.end_ns = std::max(out_.end_ns, ns_of(out_.tracks.back().when));
    }

    // Each goes into the frame of its radar that covers its time, whatever azimuth the antenna had: where the frames
    // leave a gap nobody looked, and there is none. Before the first and behind the last whole turn there are none
    // either.
    void add_false_plots() {
        const trial& h = request_.hardened;
        if (h.per_turn == 0 || out_.frames.empty()) return;
        const auto turns = static_cast<uint64_t>(static_cast<double>(out_.end_ns - out_.start_ns) * 1e-9 / h.turn_s);
        out_.wanted_false = turns * h.per_turn;
        if (out_.wanted_false > most_false) return;
        std::vector<std::vector<uint32_t>> into(out_.frames.size()); // rows of out_.made, from 1
        for (uint32_t radar = 0, k = 0; k < feeds_.size(); ++k) {
            std::vector<uint32_t> mine; // frames of whole sectors, by their end
            for (uint32_t i = 0; i < out_.frames.size(); ++i)
                if (out_.frames[i].source == k && !out_.frames[i].late && !feeds_[k].plots.empty()) mine.push_back(i);
            if (mine.empty()) continue;
            const auto ends = [&](uint32_t i) { return out_.frames[i].to; };
            std::sort(mine.begin(), mine.end(), [&](uint32_t a, uint32_t b) { return ends(a) < ends(b); });
            for (uint64_t n = 0; n < turns * h.per_turn; ++n) {
                const false_plot p = false_plot_of(h, radar, n / h.per_turn, n % h.per_turn);
                const int64_t t = out_.start_ns + p.t;
                const auto at =
                    std::lower_bound(mine.begin(), mine.end(), t, [&](uint32_t i, int64_t x) { return ends(i) < x; });
                if (at == mine.end() || out_.frames[*at].from > t + request_.window_ns) continue;
                out_.made.push_back(p);
                into[*at].push_back(static_cast<uint32_t>(out_.made.size()));
            }
            ++radar;
        }
        std::vector<plot> all;
        all.reserve(out_.plots.size() + out_.made.size());
        for (uint32_t i = 0; i < out_.frames.size(); ++i) {
            frame& f = out_.frames[i];
            const auto first = static_cast<uint32_t>(all.size());
            for (uint32_t j = 0; j < f.count; ++j) all.push_back(out_.plots[f.first + j]);
            for (const uint32_t row : into[i]) {
                plot p{};
                p.made = row;
                f.from = std::min(f.from, time_of(out_, p));
                all.push_back(p);
            }
            f.first = first;
            f.count = static_cast<uint32_t>(all.size()) - first;
            std::stable_sort(all.begin() + first, all.end(),
                             [&](const plot& a, const plot& b) { return time_of(out_, a) < time_of(out_, b); });
        }
        out_.plots.swap(all);
        facts_[count::made] = out_.made.size();
    }

    const request& request_;
    recording& out_;
    facts facts_;
    record record_;
    duplicates seen_;
    std::map<uint16_t, size_t> rows_;
    std::vector<feed> feeds_;
    std::optional<tick> newest_;
    uint32_t order_ = 0;
};
} // namespace

recording decode(octets file, const request& r) {
    recording out;
    request exact = r;
    if (exact.how.outer == framing::detect) exact.how.outer = recognise(file);
    out.outer = exact.how.outer;
    out.octets = file.size();
    reader all(exact, out);
    const packet_counts packets = read_blocks(file, exact.how, all);
    all.finish(packets);
    return out;
}
} // namespace asterix

// SPDX-License-Identifier: MIT
// plugins/radar/pulse/radar.cpp - qiki.radar.pulse: sweeps the beam over the truth, tick by tick, and hands out frames.
#include "belief.hpp"
#include "feed.hpp"
#include "loudness.hpp"
#include "receiver.hpp"
#include "selftest.hpp"
#include <iterator>
#include <limits>

namespace pulse {

class radar {
public:
    using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT>;
    using samples = qiki::port<"samples", qiki_sample, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 64,
                               "of the carrier: whether it feeds the radar">;
    using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM, 8>;
    using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM, 1024>;
    using origin = qiki::port<"origin", qiki_origin, QIKI_PORT_STREAM | QIKI_PORT_SECRET | QIKI_PORT_OPTIONAL, 1024>;
    using inputs = qiki::ports<truth, samples>;
    using outputs = qiki::ports<frames, contacts, origin>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr const char* licence = "MIT";
    static constexpr auto& params = parameters;

    radar(const qiki_host& h, const qiki_instance_info& i)
        : key_(i.rng_key), host_entity_(i.host_entity), index_(i.index), origin_height_(i.origin[2]), feed_(h),
          dark_(h, "frames.dark", "1", "sectors that were not looked at, for the carrier did not feed the radar"),
          noise_(h, "noise.rise", "dB", "of jammers, the most where the beam looks in the sector of the last frame") {}

    void configure(const qiki::config& c) {
        s_ = settings::read(c, host_entity_ != 0);
        limits_ = limits(s_.view);
        pd_ = s_.mean_pd();
        jammed_.forget();
        seq_ = 0;
        since_ = -1;
    }

    void reserve() {
        echoes_.reserve(1024);
        drafts_.reserve(1024);
        order_.reserve(1024);
        frames_.reserve(64);
        obstacles_.reserve(64), jammers_.reserve(64), heard_.reserve(64), sound_.reserve(1024);
    }

    qiki_status step(const qiki::tick<radar>& t) {
        if (t.pass() == 0) look(t);
        for (qiki_contact& c : t.take<contacts>(order_.size() - said_)) {
            c = drafts_[order_[said_].draft].contact;
            c.id = first_ + ++said_;
        }
        if (!t.wanted<origin>()) told_ = order_.size();
        for (qiki_origin& o : t.take<origin>(order_.size() - told_)) {
            const draft& d = drafts_[order_[told_].draft];
            o = {first_ + ++told_, d.entity, d.contact.t, index_, d.cause, QIKI_LABEL_OK, {0, 0}};
        }
        for (qiki_frame& f : t.take<frames>(frames_.size() - framed_)) f = frames_[framed_++];
        return said_ < order_.size() || told_ < order_.size() || framed_ < frames_.size() ? QIKI_MORE : QIKI_OK;
    }

    void state(auto& io) {
        io(seq_);
        io(since_);
        feed_.state(io);
        io(echoes_);
    }
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const auto all = test(s_, t);
        std::copy_n(all.begin(), std::min(all.size(), rows.size()), rows.begin());
        return static_cast<int32_t>(all.size());
    }

private:
    using bodies = std::span<const qiki_truth>;
    struct place { // of a draft among the contacts of its frame
        double bearing, range;
        size_t draft;
        bool operator<(const place& o) const {
            if (bearing != o.bearing) return bearing < o.bearing;
            return range != o.range ? range < o.range : draft < o.draft;
        }
    };

    void look(const qiki::tick<radar>& t) {
        drafts_.clear(), order_.clear(), frames_.clear();
        said_ = told_ = framed_ = 0;
        first_ = t.ordinal<contacts>();
        for (const auto v : t.views<samples>()) feed_.hear(v.head.producer, host_entity_, v.records);
        const bodies all = believed(t.read<truth>(), t.to());
        if (!board(all, t.to())) { // nothing carries the antenna: what was begun is lost
            echoes_.clear();
            since_ = t.to();
            return;
        }
        if (since_ < 0) since_ = t.from();
        if (!feed_.on()) {
            echoes_.clear();
            since_ = t.to();
        } else {
            survey(all);
        }
        if (s_.scan.period == 0) {
            if (!feed_.on()) return skip(t.from(), t.to());
            stare(all, t.to(), static_cast<int64_t>(t.seq()));
            finish(t.from(), t.to(), static_cast<int64_t>(t.seq()));
            return;
        }
        bear(t.from(), t.to());
        for (qiki_ns at = std::max(t.from(), s_.scan.start); at < t.to();) {
            const int64_t number = s_.scan.after(at);
            const qiki_ns end = s_.scan.instant(number + 1), to = std::min(end, t.to());
            if (feed_.on()) pass(all, number, at, to);
            const int64_t sector = number / s_.scan.looks_per_sector();
            if (to == end && (number + 1) % s_.scan.looks_per_sector() == 0) {
                const qiki_ns begin = s_.scan.instant(sector * s_.scan.looks_per_sector());
                if (feed_.on()) finish(begin, end, sector);
                else skip(begin, end);
            }
            at = to;
        }
    }

    // Who hides others in this tick, and who jams.
    void survey(bodies all) {
        obstacles_.clear(), jammers_.clear();
        for (const qiki_truth& b : all) {
            if (b.entity == own_.entity || !there(b)) continue;
            const vec3 pos{b.pos[0], b.pos[1], b.pos[2]}, vel{b.vel[0], b.vel[1], b.vel[2]};
            if (s_.occluder_size > 0 && as_wide_as(b, s_.occluder_size) && sound(b))
                obstacles_.push_back({b.entity, b.t, pos, vel, b.size_m / 2});
            if (radiates(b) && s_.ear.hears(b.emitter_hz) && sound(b))
                jammers_.push_back(
                    {b.entity, b.t, b.flags & QIKI_TRUTH_REMOVED ? b.t : INT64_MAX, pos, vel, b.emitter_dbw});
        }
    }

    // The jammers that are heard at t, into heard_.
    void listen_for_jammers(qiki_ns t, const axes& x, const vec3& from) {
        heard_.clear();
        for (const jammer& j : jammers_) {
            const vec3 at = moved(j.pos.data(), j.vel.data(), seconds(t - j.t));
            heard h;
            if (hear(j, s_.ear, x, from, t, h) && !beyond_horizon(at, from) &&
                !hidden(obstacles_, j.entity, from, at, t))
                heard_.push_back(h);
        }
    }
    bool beyond_horizon(const vec3& at, const vec3& from) const {
        if (!s_.view.horizon) return false;
        const double far = horizon_m(height(at), height(from));
        const vec3 offset = at - from;
        return offset[0] * offset[0] + offset[1] * offset[1] > far * far;
    }

    // Those of all that are somewhere; a copy only when somebody is not.
    bodies believed(bodies all, qiki_ns now) {
        const auto is = [now](const qiki_truth& b) { return somewhere(b, now); };
        if (std::all_of(all.begin(), all.end(), is)) return all;
        sound_.clear();
        std::copy_if(all.begin(), all.end(), std::back_inserter(sound_), is);
        return sound_;
    }

    // A tick of years is a mistake, and would be years of work.
    void bear(qiki_ns from, qiki_ns to) const {
        constexpr int64_t most_looks = 65'536;
        if (to > std::numeric_limits<qiki_ns>::max() - 2 * s_.scan.period)
            throw qiki::failure(QIKI_E_UNSUPPORTED, "tick: ends within two scans of the end of all time, 292 years");
        from = std::max(from, s_.scan.start);
        if (from < to && s_.scan.after(to) - s_.scan.after(from) > most_looks)
            throw qiki::failure::format(QIKI_E_UNSUPPORTED,
                                        "tick: %.6g s hold %.6g looks of the antenna, at most %lld are taken in one "
                                        "tick; shorten the tick, or lengthen scan_period",
                                        seconds(to - from),
                                        static_cast<double>(s_.scan.after(to) - s_.scan.after(from)),
                                        static_cast<long long>(most_looks));
    }

    bool board(bodies all, qiki_ns now) {
        if (host_entity_ == 0) {
            own_ = carrier{now, s_.at, {}, {}, {1, 0, 0, 0}, 0, false};
            return true;
        }
        for (const qiki_truth& b : all)
            if (b.entity == host_entity_ && there(b) && sound(b) && !(b.flags & QIKI_TRUTH_REMOVED)) {
                own_ = carrier::of(b, s_.body_axes);
                return true;
            }
        return false;
    }
    static bool there(const qiki_truth& b) { return b.label != QIKI_LABEL_NO_DATA && b.label != QIKI_LABEL_INVALID; }

    double height(const vec3& at) const { return height_m(at[0], at[1], at[2], origin_height_); }

    // Keeps what the field of view holds at time t.
    void meet(const qiki_truth& b, qiki_ns t, int64_t number, const axes& x, const vec3& from) {
        if (((b.flags & QIKI_TRUTH_REMOVED) && t > b.t) || !sound(b)) return;
        const vec3 at = moved(b.pos, b.vel, seconds(t - b.t)), offset = at - from, local = x.of(offset);
        if (!limits_.holds(local) || (s_.scan.period == 0 && !limits_.holds_azimuth(local))) return;
        if (beyond_horizon(at, from) || hidden(obstacles_, b.entity, from, at, t)) return;
        echo& e = echoes_.emplace_back();
        e.entity = b.entity, e.t = t, e.look = number, e.pos = offset;
        e.vel = vec3{b.vel[0], b.vel[1], b.vel[2]} - own_.vel;
        e.rcs_dbsm = b.valid & QIKI_TRUTH_HAS_RCS ? b.rcs_dbsm : s_.rcs_unknown;
        e.reply = transponder::of(b);
        e.reply.height_m = height(at);
        if (jammers_.empty()) return;
        listen_for_jammers(t, x, from);
        const double ground = qiki_sqrt(local[0] * local[0] + local[1] * local[1]);
        e.risen = rise(heard_, s_.ear.beam, qiki_atan2(local[1], local[0]), qiki_atan2(local[2], ground));
    }

    void stare(bodies all, qiki_ns t, int64_t number) {
        const axes x = own_.measuring(t);
        const vec3 from = own_.position(t);
        for (const qiki_truth& b : all)
            if (b.entity != own_.entity && there(b)) meet(b, t, number, x, from);
    }

    // The beam turns through one piece of a look, from t0 to t1; a body is met when it was ahead of the beam and is not
    // any more. The test is a sign at either end, so pieces neither lose nor double anybody.
    void pass(bodies all, int64_t number, qiki_ns t0, qiki_ns t1) {
        const axes x0 = own_.measuring(t0), x1 = own_.measuring(t1);
        const vec3 from0 = own_.position(t0), from1 = own_.position(t1);
        const double beam0 = s_.scan.bearing(number, t0);
        const double turn = s_.scan.width * seconds(t1 - t0) / seconds(s_.scan.period);
        const qiki_sc b0 = qiki_sincos(beam0), b1 = qiki_sincos(s_.scan.bearing(number, t1));
        passes met;
        const auto settle = [&] {
            met.solve(beam0, turn);
            for (size_t i = 0; i < met.count; ++i) {
                const auto into = static_cast<qiki_ns>(std::ceil(met.fraction[i] * static_cast<double>(t1 - t0)));
                const qiki_ns t = t0 + std::clamp<qiki_ns>(into, 1, t1 - t0);
                meet(all[met.who[i]], t, number, own_.measuring(t), own_.position(t));
            }
            met.count = 0;
        };
        for (size_t i = 0; i < all.size(); ++i) {
            const qiki_truth& b = all[i];
            if (b.entity == own_.entity || !there(b)) continue;
            const vec3 r0 = moved(b.pos, b.vel, seconds(t0 - b.t)) - from0;
            const double a0 = dot(x0.ahead, r0), s0 = dot(x0.right, r0);
            const double before = s0 * b0.cos - a0 * b0.sin;
            if (!(before > 0)) continue;
            const vec3 r1 = moved(b.pos, b.vel, seconds(t1 - b.t)) - from1;
            const double a1 = dot(x1.ahead, r1), s1 = dot(x1.right, r1);
            const double after = s1 * b1.cos - a1 * b1.sin;
            if (after > 0 || a0 * b0.cos + s0 * b0.sin + a1 * b1.cos + s1 * b1.sin < 0) continue;
            const size_t k = met.count++;
            met.who[k] = i;
            met.ahead[k] = a0, met.right[k] = s0, met.d_ahead[k] = a1 - a0, met.d_right[k] = s1 - s0;
            met.fraction[k] = before / (before - after);
            if (met.count == passes::capacity) settle();
        }
        settle();
    }

    // The sector is complete: detect, measure, add what is false, and put all in an order that tells nothing.
    void finish(qiki_ns from, qiki_ns to, int64_t sector) {
        const size_t begin = drafts_.size();
        listen(s_, key_, own_.measuring(to), echoes_, drafts_);
        echoes_.clear();
        alarms(s_, key_, sector, from, to, drafts_);
        for (size_t i = begin; i < drafts_.size(); ++i) {
            qiki_contact& c = drafts_[i].contact;
            c.frame = seq_;
            order_.push_back({c.z[1], c.z[0], i});
        }
        std::sort(order_.begin() + static_cast<ptrdiff_t>(begin), order_.end());
        frames_.push_back(frame(from, to, sector, begin));
        ++seq_;
    }

    qiki_frame frame(qiki_ns from, qiki_ns to, int64_t sector, size_t begin) {
        qiki_frame f{};
        f.seq = seq_;
        f.t_from = from, f.t_to = f.t_available = to;
        f.platform = own_.entity;
        f.first = first_ + begin;
        f.count = static_cast<uint32_t>(drafts_.size() - begin);
        f.source = index_;
        f.clutter_kind = QIKI_POLAR;
        f.axes = s_.body_axes ? QIKI_AXES_BODY : QIKI_AXES_ENU;
        f.label = QIKI_LABEL_OK;
        f.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_PD | QIKI_FRAME_HAS_CLUTTER |
                  QIKI_FRAME_HAS_SIGMA;
        const bool stares = s_.scan.period == 0;
        const int64_t sectors = stares ? 1 : s_.scan.sectors, k = stares ? 0 : sector % sectors;
        if (from >= since_) f.flags |= QIKI_FRAME_COMPLETE;
        if (k == sectors - 1) f.flags |= QIKI_FRAME_NORTH;
        const vec3 pos = own_.position(to);
        const quaternion att = own_.attitude(to);
        std::copy(pos.begin(), pos.end(), f.pos);
        std::copy(own_.vel.begin(), own_.vel.end(), f.vel);
        std::copy(att.begin(), att.end(), f.att);
        for (auto* three : {&f.pos, &f.vel})
            for (double& x : *three) x += 0.0;
        for (double& a : f.att) a += 0.0;
        const double part = s_.view.width / static_cast<double>(sectors);
        f.bearing[0] = wrapped(s_.view.begin() + part * static_cast<double>(k));
        f.bearing[1] = wrapped(s_.view.begin() + part * static_cast<double>(k + 1));
        if (f.bearing[1] == 0) f.bearing[1] = full_circle;
        if (sectors == 1 && s_.view.whole()) f.bearing[0] = 0, f.bearing[1] = full_circle;
        std::copy_n(s_.view.elevation, 2, f.elevation);
        std::copy_n(s_.view.range, 2, f.range);
        const auto [risen, pd] = loudness(to, s_.view.begin() + part * static_cast<double>(k), part);
        f.pd = pd;
        f.clutter_density = (s_.clutter + s_.alarms) / s_.volume();
        const double snr = s_.design_snr((s_.view.range[0] + s_.view.range[1]) / 2) / risen;
        for (size_t i = 0; i < 4; ++i)
            if (s_.measured() & QIKI_CONTACT_HAS_Z(i)) f.sigma[i] = qiki_sqrt(s_.noise.variance(i, s_.pulses * snr));
        return f;
    }

    // The most that the noise rises where the beam looks in this sector is told; pd and sigma follow from means over
    // all directions of it, pd of its own and sigma of the geometric one.
    struct hearing {
        double risen = 1, pd = 0;
    };
    hearing loudness(qiki_ns t, double left, double width) {
        listen_for_jammers(t, own_.measuring(t), own_.position(t));
        noise_.set(0);
        if (heard_.empty()) return {1, pd_};
        const window w{left + width / 2, width / 2, {s_.view.elevation[0], s_.view.elevation[1]}};
        noise_.set(to_db(greatest_rise(heard_, s_.ear.beam, w)) + 0.0);
        return {qiki_exp(mean_over(heard_, s_.ear.beam, w, [](double risen) { return qiki_log(risen); })),
                mean_over(heard_, s_.ear.beam, w, [this](double risen) { return jammed_.at(risen, s_); })};
    }

    // The sector was not looked at, and that is all the frame says: nobody may take its silence for an empty sky.
    void skip(qiki_ns from, qiki_ns to) {
        qiki_frame f{};
        f.seq = seq_++;
        f.t_from = from, f.t_to = f.t_available = to;
        f.platform = own_.entity;
        f.first = first_ + drafts_.size();
        f.source = index_;
        f.axes = s_.body_axes ? QIKI_AXES_BODY : QIKI_AXES_ENU;
        f.label = QIKI_LABEL_NO_DATA;
        frames_.push_back(f);
        dark_.add();
    }

    uint64_t key_, host_entity_;
    uint32_t index_;
    double origin_height_;
    settings s_;
    limits limits_;
    double pd_ = 0;
    // Kept from tick to tick: number of the next frame, since when the beam has looked without a break, and the echoes
    // of the sector that is going on.
    uint64_t seq_ = 0;
    qiki_ns since_ = -1;
    feed feed_;
    std::vector<echo> echoes_;
    // Of this tick only.
    carrier own_;
    std::vector<qiki_truth> sound_;
    std::vector<obstacle> obstacles_;
    std::vector<jammer> jammers_;
    std::vector<heard> heard_;
    pd_in_noise jammed_; // of the settings alone
    std::vector<draft> drafts_;
    std::vector<place> order_;
    std::vector<qiki_frame> frames_;
    uint64_t first_ = 0;
    size_t said_ = 0, told_ = 0, framed_ = 0;
    qiki::counter dark_;
    qiki::gauge noise_;
};

} // namespace pulse

QIKI_PLUGIN(pulse::radar, "qiki.radar.pulse", QIKI_KIND_RADAR, "0.1.0",
            "Pulse radar: radar equation, Swerling targets, rotating scan, clutter, transponders, jamming, occlusion");

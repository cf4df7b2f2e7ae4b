// SPDX-License-Identifier: MIT
// score/atc.hpp - tracks judged as air traffic control does: updates, gaps, false and multiple reports, codes, latency.
//
// The quantities that OpenATS COMPASS computes for the requirements of EUROCAE (its user manual, chapter on
// evaluation). A report is a track's row at an instant; it is of the target that the track follows by CLEAR-MOT
// matching. A coasting track reports, but does not update.
#pragma once
#include "atc_accuracy.hpp"
#include "atc_limits.hpp"

namespace qiki::score {

struct atc_result {
    const atc_requirement* what = nullptr;
    double limit = 0;
    double count = 0, of = 0;    // value = count / of, where it is a ratio
    std::optional<double> value; // absent over nothing: then it neither passed nor failed
    std::optional<double> worst; // target, where each has a value
    std::optional<bool> passed;
};

// How many intervals are missed between two updates that are `gap` apart: an update every interval misses none.
inline double missed_intervals(double gap, double interval) {
    return std::max(0.0, std::ceil(gap / interval - 1e-6) - 1);
}

class atc_book {
public:
    // interval of an update [s]; radar: where it stands, for errors of range and azimuth.
    explicit atc_book(double interval, std::optional<point> radar = {}) : interval_(interval), accuracy_(radar) {
        if (!(interval > 0)) throw std::invalid_argument("the interval of an update must be above 0 s");
    }

    void begin_run() { close_run(); }

    // relate()d, in the order of time.
    void add(const scene& s) {
        std::vector<size_t> near(s.truth.size(), 0);
        std::vector<uint8_t> updated(s.truth.size(), 0);
        if (!begun_) first_s_ = s.t, begun_ = true;
        last_s_ = s.t;
        for (size_t j = 0; j < s.tracks.size(); ++j) {
            const sighted& track = s.tracks[j];
            ++reports_;
            career& c = careers_[track.place.id];
            ++c.reports, c.near |= s.near[j] != alone, extra_ += s.near[j] == alone;
            if (track.velocity) c.fastest = std::max(c.fastest, length(*track.velocity));
            if (s.near[j] != alone) ++near[static_cast<size_t>(s.near[j])];
            if (s.target_of[j] == alone) {
                ++strays_;
                continue;
            }
            const auto i = static_cast<size_t>(s.target_of[j]);
            updated[i] |= !track.coasting, coasting_ += track.coasting;
            report(s.truth[i], track);
        }
        for (size_t i = 0; i < s.truth.size(); ++i) {
            life& l = lives_[s.truth[i].place.id];
            if (!l.begun) l.begun = true, l.first = l.updated = s.t;
            l.last = s.t;
            if (updated[i])
                miss(l, s.t), l.longest = std::max(l.longest, s.t - l.updated), l.updated = s.t, l.ever = true;
            tracked_ += near[i] > 0, doubled_ += near[i] > 1;
        }
    }

    // limit: of a requirement whose limit shall be another, by its key.
    std::vector<atc_result> result(std::span<const atc_requirement> all,
                                   const std::map<std::string, double, std::less<>>& limits = {}) const {
        atc_book whole = *this;
        whole.close_run();
        std::vector<atc_result> out;
        for (const atc_requirement& r : all) {
            const auto other = limits.find(r.key);
            atc_result x = whole.measure(r);
            x.what = &r, x.limit = other == limits.end() ? r.limit : other->second;
            if (x.value) x.passed = r.at_least ? *x.value >= x.limit : size_of(r, *x.value) <= x.limit;
            out.push_back(x);
        }
        return out;
    }

private:
    struct life {
        bool begun = false, ever = false;
        double first = 0, last = 0, updated = 0, longest = 0;
        std::vector<double> gaps;
    };
    struct finished {
        double expected;
        std::vector<double> gaps; // longer than an interval
    };
    struct career {
        size_t reports = 0;
        bool near = false; // ever of a target
        double fastest = 0;
    };
    struct code {
        size_t of = 0, right = 0, wrong = 0;
    };

    static double length(const point& v) { return std::sqrt(v.x * v.x + v.y * v.y); }

    static double size_of(const atc_requirement& r, double value) {
        return r.what == atc_measure::range_bias || r.what == atc_measure::azimuth_bias ? std::fabs(value) : value;
    }

    void miss(life& l, double now) const {
        if (missed_intervals(now - l.updated, interval_) > 0) l.gaps.push_back(now - l.updated);
    }

    template <class T>
    static void judge(const std::optional<T>& said, const std::optional<T>& is, code& to) {
        if (!is) return;
        ++to.of;
        if (said) ++(*said == *is ? to.right : to.wrong);
    }

    void report(const sighted& x, const sighted& track) {
        errors_.push_back(std::sqrt(squared_distance(track.place.at, x.place.at)));
        accuracy_.add(x, track);
        judge(track.address24, x.address24, address_), judge(track.mode3a, x.mode3a, mode3a_);
        judge(track.identity, x.identity, identity_);
        if (track.height_m && x.height_m) heights_.push_back(std::fabs(*track.height_m - *x.height_m));
        else if (x.height_m) heights_.push_back(1e300); // a report without one
        if (!x.velocity) return;
        const double speed = length(*x.velocity);
        if (track.velocity) {
            const double off = std::fabs(length(*track.velocity) - speed);
            speeds_.push_back({off, speed / 10});
        }
        if (speed > 0) {
            const double ex = track.place.at.x - x.place.at.x, ey = track.place.at.y - x.place.at.y;
            lag_.add(-(ex * x.velocity->x + ey * x.velocity->y) / (speed * speed));
        }
    }

    void close_run() {
        for (auto& [id, l] : lives_) {
            longest_gap_ = std::max({longest_gap_.value_or(0), l.longest, l.last - l.updated});
            if (!l.ever) l.updated -= interval_; // not even the first interval had its update
            miss(l, l.last);
            finished_.push_back({std::floor((l.last - l.first) / interval_ + 1e-6), std::move(l.gaps)});
        }
        lives_.clear();
        for (const auto& [id, c] : careers_) false_tracks_ += !c.near, ended_.push_back(c);
        careers_.clear();
        if (begun_) hours_ += (last_s_ - first_s_) / 3600;
        begun_ = false;
    }

    static void ratio(atc_result& r, double count, double of) {
        r.count = count, r.of = of;
        if (of > 0) r.value = count / of;
    }
    static void ratio(atc_result& r, size_t count, size_t of) {
        ratio(r, static_cast<double>(count), static_cast<double>(of));
    }

    static void ratio(atc_result& r, const accuracy_book::share& s) { ratio(r, s.good, s.of); }
    static void error(atc_result& r, const std::optional<double>& value, size_t of, double unit = 1) {
        r.of = static_cast<double>(of);
        if (value) r.value = *value * unit;
    }

    // Missed intervals in gaps longer than `from` and up to `to`.
    void intervals(atc_result& r, double from, double to, bool of_updates) const {
        double missed = 0, expected = 0;
        for (const finished& f : finished_) {
            double m = 0;
            for (const double g : f.gaps)
                if (g > from && g <= to) m += missed_intervals(g, interval_);
            m = std::min(m, f.expected);
            missed += m, expected += f.expected;
            if (!(f.expected > 0)) continue;
            const double own = of_updates ? 1 - m / f.expected : m / f.expected;
            r.worst = !r.worst ? own : of_updates ? std::min(*r.worst, own) : std::max(*r.worst, own);
        }
        ratio(r, of_updates ? expected - missed : missed, expected);
    }

    static size_t up_to(const std::vector<double>& all, double most) {
        return static_cast<size_t>(std::count_if(all.begin(), all.end(), [&](double x) { return x <= most; }));
    }

    atc_result measure(const atc_requirement& r) const {
        atc_result x;
        const size_t paired = errors_.size();
        switch (r.what) {
        case atc_measure::update: intervals(x, 0, 1e300, true); break;
        case atc_measure::gaps: intervals(x, r.from, r.to, false); break;
        case atc_measure::rms: {
            average squares;
            for (const double e : errors_) squares.add(e * e);
            x.value = squares.root(), x.of = static_cast<double>(paired);
            break;
        }
        case atc_measure::within: ratio(x, up_to(errors_, r.to), paired); break;
        case atc_measure::wrong: ratio(x, strays_ + paired - up_to(errors_, r.to), reports_); break;
        case atc_measure::speed: {
            size_t good = 0;
            for (const auto& [off, tenth] : speeds_) good += off <= std::max(r.to, tenth);
            ratio(x, good, speeds_.size());
            break;
        }
        case atc_measure::address: ratio(x, address_.right, address_.of); break;
        case atc_measure::mode3a: ratio(x, mode3a_.right, mode3a_.of); break;
        case atc_measure::identity: ratio(x, identity_.right, identity_.of); break;
        case atc_measure::height: ratio(x, up_to(heights_, r.to), heights_.size()); break;
        case atc_measure::wrong_address: ratio(x, address_.wrong, address_.of); break;
        case atc_measure::wrong_mode3a: ratio(x, mode3a_.wrong, mode3a_.of); break;
        case atc_measure::wrong_identity: ratio(x, identity_.wrong, identity_.of); break;
        case atc_measure::multiple: ratio(x, doubled_, tracked_); break;
        case atc_measure::false_tracks: ratio(x, static_cast<double>(false_tracks_), hours_); break;
        case atc_measure::longest_gap: x.value = longest_gap_; break;
        case atc_measure::along: error(x, accuracy_.along(), accuracy_.moving()); break;
        case atc_measure::across: error(x, accuracy_.across(), accuracy_.moving()); break;
        case atc_measure::course: ratio(x, accuracy_.course(r.from, r.to / degrees)); break;
        case atc_measure::climb: ratio(x, accuracy_.climb(r.to)); break;
        case atc_measure::extra: ratio(x, extra_, reports_); break;
        case atc_measure::dubious:
            ratio(x,
                  static_cast<size_t>(std::count_if(
                      ended_.begin(), ended_.end(),
                      [&](const career& c) { return static_cast<double>(c.reports) < r.from || c.fastest > r.to; })),
                  ended_.size());
            break;
        case atc_measure::coasting: ratio(x, coasting_, paired); break;
        case atc_measure::range_bias: error(x, accuracy_.range().bias(), accuracy_.range().n); break;
        case atc_measure::range_sigma: error(x, accuracy_.range().sigma(), accuracy_.range().n); break;
        case atc_measure::azimuth_bias: error(x, accuracy_.azimuth().bias(), accuracy_.azimuth().n, degrees); break;
        case atc_measure::azimuth_sigma: error(x, accuracy_.azimuth().sigma(), accuracy_.azimuth().n, degrees); break;
        case atc_measure::latency: x.value = lag_.mean(), x.of = static_cast<double>(lag_.n); break;
        }
        return x;
    }

    static constexpr double degrees = 180 / QIKI_PI; // in a radian
    double interval_, first_s_ = 0, last_s_ = 0, hours_ = 0;
    bool begun_ = false;
    std::map<uint64_t, life> lives_;     // of the open run
    std::map<uint64_t, career> careers_; // of tracks of the open run
    std::vector<career> ended_;
    std::vector<finished> finished_;
    std::vector<double> errors_, heights_;
    std::vector<std::pair<double, double>> speeds_; // error, a tenth of the speed
    code address_, mode3a_, identity_;
    accuracy_book accuracy_;
    std::optional<double> longest_gap_;
    size_t extra_ = 0, coasting_ = 0;
    size_t reports_ = 0, strays_ = 0, tracked_ = 0, doubled_ = 0, false_tracks_ = 0;
    average lag_;
};
} // namespace qiki::score

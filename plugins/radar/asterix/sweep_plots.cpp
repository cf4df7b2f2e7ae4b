// SPDX-License-Identifier: MIT
// plugins/radar/asterix/sweep_plots.cpp - follows an antenna through the azimuths and times of its plots.
#include "sweep.hpp"
#include <algorithm>
#include <cmath>

namespace asterix {
namespace {

constexpr double sectors_per_turn = 32;
constexpr double phase_gain = 0.3, rate_gain = 0.01; // of the loop; 0.3 follows a 1 % error within 0.03 turns
constexpr double outlier_turns = 0.06;               // farther from the prediction: not this antenna's beam
constexpr double silence_turns = 2.5;                // longer without a plot: where it looked is not known
constexpr size_t outliers_to_restart = 8;
constexpr size_t least_pairs = 24, most_pairs = 16384;

double seconds(tick t) { return static_cast<double>(t) / 128; }
double turns(uint32_t azimuth) { return static_cast<double>(azimuth) / full_turn; }

// Turns per second: the median over pairs of plots 0.1 to 0.4 s apart, in which no antenna slower than 0.8 s turns half
// round. 0 when there are too few, or when they do not agree.
double rate_of(const std::vector<sighting>& plots) {
    std::vector<double> rates;
    for (size_t i = 0; i < plots.size() && rates.size() < most_pairs; ++i)
        for (size_t k = i + 1; k < plots.size() && k < i + 8; ++k) {
            const double dt = seconds(plots[k].time - plots[i].time);
            if (dt > 0.4) break;
            if (dt < 0.1) continue;
            const double step = turns((plots[k].azimuth - plots[i].azimuth) % full_turn);
            if (step < 0.5) rates.push_back(step / dt);
        }
    if (rates.size() < least_pairs) return 0;
    std::sort(rates.begin(), rates.end());
    const double middle = rates[rates.size() / 2];
    const bool agree = rates[rates.size() / 4] > 0.8 * middle && rates[rates.size() * 3 / 4] < 1.25 * middle;
    return agree ? middle : 0;
}

class follower {
public:
    follower(double rate, sweep& out) : rate_(rate), out_(out) {}

    void begin(const sighting& p) {
        time_ = seconds(p.time);
        phase_ = turns(p.azimuth);
        next_ = std::floor(phase_ * sectors_per_turn);
        first_ = phase_;
        start_ = time_;
        open_ = false;
        cross(time_ - (phase_ - next_ / sectors_per_turn) / rate_);
        fresh_ = true;
    }
    // False when the plot does not lie in the beam.
    bool follow(const sighting& p) {
        const double dt = seconds(p.time) - time_, predicted = phase_ + rate_ * dt;
        double off = turns(p.azimuth) - (predicted - std::floor(predicted));
        off -= std::floor(off + 0.5);
        if (std::fabs(off) > outlier_turns) return false;
        const double phase = std::max(phase_, predicted + phase_gain * off);
        for (; next_ / sectors_per_turn <= phase;)
            cross(phase > phase_ ? time_ + dt * (next_ / sectors_per_turn - phase_) / (phase - phase_) : time_);
        phase_ = phase;
        time_ += dt;
        rate_ += rate_gain * off * rate_;
        return true;
    }
    bool lost(const sighting& p) const { return (seconds(p.time) - time_) * rate_ > silence_turns; }
    // The sector under way ends where it would have ended; it was not looked at to its end.
    void end() {
        cross(time_ + (next_ / sectors_per_turn - phase_) / rate_);
        if (!out_.sectors.empty()) out_.sectors.back().complete = false;
        turned_ += phase_ - first_;
        lasted_ += time_ - start_;
    }
    double period() const { return turned_ >= 1 ? lasted_ / turned_ : 0; }

private:
    // The antenna passes the azimuth next_ / 32 at time t [s].
    void cross(double t) {
        const auto at = static_cast<int64_t>(std::floor(t * 1e9 + 0.5));
        const double turn = std::floor(next_ / sectors_per_turn) * sectors_per_turn;
        const auto azimuth = static_cast<uint32_t>((next_ - turn) * full_turn / sectors_per_turn);
        if (open_ && at > from_) {
            sector s;
            s.from = from_;
            s.to = at;
            s.begin = begin_;
            s.end = azimuth == 0 ? full_turn : azimuth;
            s.complete = !fresh_; // of the first one the beginning was not seen
            out_.sectors.push_back(s);
            fresh_ = false;
        }
        from_ = at;
        begin_ = azimuth;
        open_ = true;
        next_ += 1;
    }
    double rate_, time_ = 0, phase_ = 0, next_ = 0, first_ = 0, start_ = 0, turned_ = 0, lasted_ = 0;
    int64_t from_ = 0;
    uint32_t begin_ = 0;
    bool open_ = false, fresh_ = true;
    sweep& out_;
};

// The file order at which each sector is given out: the first plot that is newer than its end by the window.
void close(sweep& s, const std::vector<sighting>& in_file_order, int64_t window_ns) {
    size_t next = 0;
    for (const sighting& p : in_file_order)
        while (next < s.sectors.size() && ns_of(p.time) > s.sectors[next].to + window_ns)
            s.sectors[next++].closed = p.order;
    for (sector& x : s.sectors) x.available = x.to + window_ns;
}
} // namespace

sweep sweep_by_plots(const std::vector<sighting>& plots, int64_t window_ns) {
    std::vector<sighting> in_time = plots;
    std::sort(in_time.begin(), in_time.end(), [](const sighting& a, const sighting& b) {
        return a.time != b.time ? a.time < b.time : a.order < b.order;
    });
    sweep out;
    const double rate = rate_of(in_time);
    if (rate <= 0) return out;
    follower antenna(rate, out);
    size_t outliers = outliers_to_restart;
    bool following = false;
    for (const sighting& p : in_time) {
        if (following && antenna.lost(p)) antenna.end(), following = false;
        if (following && antenna.follow(p)) {
            outliers = 0;
            continue;
        }
        if (following && ++outliers < outliers_to_restart) continue;
        if (following) antenna.end();
        antenna.begin(p);
        following = true;
        outliers = 0;
    }
    if (following) antenna.end();
    std::stable_sort(out.sectors.begin(), out.sectors.end(),
                     [](const sector& a, const sector& b) { return a.to < b.to; });
    out.period_s = antenna.period();
    close(out, plots, window_ns);
    return out;
}
} // namespace asterix

// SPDX-License-Identifier: MIT
// host/explain/stories.hpp - the three stories, and the words that they share.
#pragma once
#include "host/explain/explain.hpp"
#include <cstring>

namespace qiki::explain {

std::unique_ptr<story> track_story(const question&);
std::unique_ptr<story> guard_story(const question&);
std::unique_ptr<story> command_story(const question&);

// The index of the writer that the question names; 0 when it names none. Throws error with a suggestion.
uint32_t writer_of(const question&, const observe::names&);
bool writes(const observe::named_writer&, uint32_t record);
std::string name_of(uint32_t writer, const observe::names&); // "host" for the_host, "instance 9" for a stranger

std::string seconds(int64_t t);                                   // "12.345 s"
std::string fixed(double v, int decimals);                        // never locale dependent
std::string times(uint64_t n, const char* one, const char* many); // "1 plot", "12 plots"

// Calls f(record) for each record of that kind in the port; nothing when the port carries another.
template <class R, class F>
void each(const observe::finished_port& p, uint32_t record, F f) {
    if (p.record != record) return;
    for (uint64_t i = 0; i < p.count; ++i) {
        R r;
        std::memcpy(&r, p.data + i * sizeof r, sizeof r);
        f(r);
    }
}

// A list of any length in little memory: the first and the last `most` / 2.
template <class T>
class ends {
public:
    explicit ends(size_t most) : half_(most / 2) {}
    void add(const T& x) {
        if (first_.size() < half_) first_.push_back(x);
        else if (last_.size() < half_) last_.push_back(x);
        else last_[(count_ - half_) % half_] = x;
        ++count_;
    }
    uint64_t count() const { return count_; }
    uint64_t left_out() const { return count_ - first_.size() - last_.size(); }
    // In order; `gap(n)` where n are left out.
    template <class F, class G>
    void each(F f, G gap) const {
        for (const T& x : first_) f(x);
        if (left_out()) gap(left_out());
        for (size_t i = 0; i < last_.size(); ++i) f(last_[last_.size() < half_ ? i : (count_ - half_ + i) % half_]);
    }

private:
    size_t half_;
    std::vector<T> first_, last_;
    uint64_t count_ = 0;
};
} // namespace qiki::explain

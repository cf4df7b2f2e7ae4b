// SPDX-License-Identifier: MIT
// qiki/cxx/state.hpp - checkpoint by one visitor: void state(auto& io) { io(next); io(tracks); }
#pragma once
#include "../ext/state.h"
#include "port.hpp"
#include <type_traits>
#include <vector>

namespace qiki {

// Numbers, and classes without pointers or padding: for records QIKI_RECORD and -Wpadded vouch, for your own you do.
template <class T>
concept plain = std::is_arithmetic_v<T> || std::is_enum_v<T> || (std::is_class_v<T> && std::is_trivially_copyable_v<T>);

class writer {
public:
    explicit writer(const qiki_stream& s) : s_(s) {}
    template <plain T> void operator()(const T& v) { bytes(&v, sizeof v); }
    template <plain T> void operator()(const std::vector<T>& v) {
        (*this)(static_cast<uint64_t>(v.size()));
        for (const T& x : v) (*this)(x);
    }

private:
    void bytes(const void* p, uint64_t n) {
        for (auto* at = static_cast<const char*>(p); n != 0;) {
            const int64_t got = s_.write(s_.ctx, at, n);
            if (got <= 0 || static_cast<uint64_t>(got) > n) throw failure(QIKI_E_IO, "state: write failed");
            at += got;
            n -= static_cast<uint64_t>(got);
        }
    }
    const qiki_stream& s_;
};

class reader {
public:
    explicit reader(const qiki_stream& s) : s_(s) {}
    template <plain T> void operator()(T& v) { bytes(&v, sizeof v); }
    template <plain T> void operator()(std::vector<T>& v) {
        uint64_t n = 0;
        (*this)(n);
        v.clear();
        for (T x{}; n != 0; --n) { // grows with what really arrives: a forged length cannot ask for memory
            (*this)(x);
            v.push_back(x);
        }
    }
    void end() {
        char extra = 0;
        if (s_.read(s_.ctx, &extra, 1) != 0) throw failure(QIKI_E_STATE, "state: longer than expected");
    }

private:
    void bytes(void* p, uint64_t n) {
        for (auto* at = static_cast<char*>(p); n != 0;) {
            const int64_t got = s_.read(s_.ctx, at, n);
            if (got <= 0 || static_cast<uint64_t>(got) > n) throw failure(QIKI_E_STATE, "state: ends too early");
            at += got;
            n -= static_cast<uint64_t>(got);
        }
    }
    const qiki_stream& s_;
};
} // namespace qiki

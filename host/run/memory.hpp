// SPDX-License-Identifier: MIT
// host/run/memory.hpp - what the host itself remembers of a run from tick to tick, as bytes of a checkpoint.
#pragma once
#include <cstring>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace qiki::run {

// One function names what is kept; it is called with one of these.
class remembering {
public:
    template <class T>
    void operator()(const T& x) {
        if constexpr (std::is_same_v<T, std::string>) (*this)(x.size()), bytes_ += x;
        else {
            static_assert(std::is_trivially_copyable_v<T>);
            bytes_.append(reinterpret_cast<const char*>(&x), sizeof x);
        }
    }
    // `each` is called with every element.
    template <class List, class F>
    void list(List& all, F&& each) {
        (*this)(all.size());
        for (auto& x : all) each(x);
    }
    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

// Throws std::runtime_error where the bytes are not those of the same run.
class recalling {
public:
    explicit recalling(const std::string& bytes) : bytes_(bytes) {}
    ~recalling() = default;
    recalling(const recalling&) = delete;
    recalling& operator=(const recalling&) = delete;

    template <class T>
    void operator()(T& x) {
        if constexpr (std::is_same_v<T, std::string>) {
            size_t n = 0;
            (*this)(n);
            x.assign(take(n), n);
        } else {
            static_assert(std::is_trivially_copyable_v<T>);
            std::memcpy(&x, take(sizeof x), sizeof x);
        }
    }
    template <class List, class F>
    void list(List& all, F&& each) {
        size_t n = 0;
        (*this)(n);
        if (n > bytes_.size() - at_) take(n); // an element has a byte at least
        all.resize(n);
        for (auto& x : all) each(x);
    }
    void done() const {
        if (at_ != bytes_.size()) throw std::runtime_error("the host's memory: bytes are left over");
    }

private:
    const char* take(size_t n) {
        if (n > bytes_.size() - at_) throw std::runtime_error("the host's memory: it ends too early");
        return bytes_.data() + std::exchange(at_, at_ + n);
    }
    const std::string& bytes_;
    size_t at_ = 0;
};
} // namespace qiki::run

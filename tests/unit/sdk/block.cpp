// SPDX-License-Identifier: MIT
// tests/unit/sdk/block.cpp - a state in one block: back as it was, or not taken at all.
#include "qiki/block.h"
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

namespace {
struct block {
    qiki_life life;
    uint64_t count;
    double of[8];
};
uint64_t size(const block& b) { return offsetof(block, of) + b.count * sizeof(double); }
int sound(const void* state, uint64_t bytes) {
    const auto* b = static_cast<const block*>(state);
    return b->count <= 8 && bytes == size(*b);
}
block three() { return {{5, QIKI_LIFE_READY}, 3, {1, 2, 3, 0, 0, 0, 0, 0}}; }

struct tape { // three bytes at a time
    std::string bytes;
    size_t at = 0, room = 1000;
    static int64_t write(void* ctx, const void* data, uint64_t n) {
        auto* t = static_cast<tape*>(ctx);
        if (t->bytes.size() >= t->room) return -1;
        const auto some = std::min<uint64_t>(n, 3);
        t->bytes.append(static_cast<const char*>(data), some);
        return static_cast<int64_t>(some);
    }
    static int64_t read(void* ctx, void* to, uint64_t n) {
        auto* t = static_cast<tape*>(ctx);
        const auto some = std::min<uint64_t>({n, 3, t->bytes.size() - t->at});
        std::copy_n(t->bytes.data() + t->at, some, static_cast<char*>(to));
        t->at += some;
        return static_cast<int64_t>(some);
    }
};
qiki_stream stream(tape& t) {
    qiki_stream s{};
    s.ctx = &t, s.read = tape::read, s.write = tape::write;
    return s;
}
qiki_status save(const block& b, tape& t) {
    const qiki_stream s = stream(t);
    qiki_error e{};
    return qiki_save_block(&b, size(b), &s, &e);
}
qiki_status load(block& b, const std::string& bytes, int known = 1, std::string* said = nullptr) {
    tape t{bytes};
    const qiki_stream s = stream(t);
    qiki_error e{};
    const qiki_status status = qiki_load_block(&b, sizeof b, known, sound, &s, &e);
    if (said) *said = e.text;
    return status;
}
} // namespace

TEST_CASE("A block comes back as it was, at any length, and the last of it too") {
    for (const uint64_t n : {0U, 3U, 8U}) {
        block from = three(), to{{1, QIKI_LIFE_MORE}, 8, {9, 9, 9, 9, 9, 9, 9, 9}};
        from.count = n;
        tape t;
        REQUIRE(save(from, t) == QIKI_OK);
        CHECK(t.bytes.size() == size(from));
        CHECK(load(to, t.bytes) == QIKI_OK);
        CHECK((to.life.last == 5 && to.life.phase == QIKI_LIFE_READY && to.count == n));
        CHECK(std::equal(from.of, from.of + n, to.of));
    }
}

TEST_CASE("A block that is cut, lengthened, unsound, of another schema or too early changes nothing") {
    tape t;
    REQUIRE(save(three(), t) == QIKI_OK);
    const auto refused = [&](const std::string& bytes, int known = 1) {
        block to = three();
        to.of[1] = 42;
        std::string said;
        const qiki_status s = load(to, bytes, known, &said);
        INFO(bytes.size());
        CHECK(!said.empty());
        CHECK((to.count == 3 && to.of[1] == 42 && to.life.last == 5));
        return s;
    };
    for (size_t n = 0; n < t.bytes.size(); ++n) CHECK(refused(t.bytes.substr(0, n)) == QIKI_E_STATE);
    for (const size_t n : {1U, 8U, 39U, 40U, 41U, 1000U})
        CHECK(refused(t.bytes + std::string(n, '\0')) == QIKI_E_STATE);
    CHECK(refused(t.bytes, 0) == QIKI_E_STATE);
    block wrong = three();
    wrong.life.phase = QIKI_LIFE_MORE; // of nobody who saved it
    CHECK(refused(std::string(reinterpret_cast<const char*>(&wrong), size(wrong))) == QIKI_E_STATE);
    wrong = three(), wrong.count = 1ULL << 62;
    CHECK(refused(std::string(reinterpret_cast<const char*>(&wrong), sizeof wrong)) == QIKI_E_STATE);

    block fresh{};
    CHECK(load(fresh, t.bytes) == QIKI_E_ORDER);
    CHECK(fresh.count == 0);
    tape full{"", 0, 10}, unused;
    CHECK(save(three(), full) == QIKI_E_IO);
    CHECK(save(fresh, unused) == QIKI_E_ORDER);
    CHECK(unused.bytes.empty());
}

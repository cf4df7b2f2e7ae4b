// SPDX-License-Identifier: MIT
// host/conform/checks/own_lent.cpp - a configuration is the host's, and gone when configure() returns.
#include "host/conform/child.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/page.hpp"
#include <cerrno>
#include <cstring>
#include <sys/mman.h>

namespace qiki::conform {
extern const check own_lent;
namespace own_lent_parts {
constexpr uint64_t ticks = 12;
constexpr size_t most = size_t{4} << 20;

// A copy of a configuration, keys and values included, in pages of its own that can be taken away.
class lent {
public:
    explicit lent(const qiki_config& c) {
        void* at = mmap(nullptr, most, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (at == MAP_FAILED) throw std::runtime_error(std::string("no memory to lend: ") + std::strerror(errno));
        base_ = static_cast<std::byte*>(at);
        auto* view = static_cast<qiki_config*>(put(&c, sizeof c));
        auto* rows = static_cast<qiki_value*>(put(c.values.data, size_t{c.values.count} * c.values.stride));
        for (uint32_t i = 0; i < c.values.count; ++i) {
            qiki_value& v = rows[i];
            v.key = static_cast<const char*>(put(v.key, std::strlen(v.key) + 1));
            const size_t size = v.type == QIKI_TEXT ? size_t{v.count} + 1 : size_t{v.count} * sizeof(double);
            v.data = put(v.data, size);
        }
        view->values.data = rows;
        view_ = view;
    }
    ~lent() { munmap(base_, most); }
    lent(const lent&) = delete;
    lent& operator=(const lent&) = delete;
    const qiki_config& view() const { return *view_; }
    void take_away() const { mprotect(base_, most, PROT_NONE); }

private:
    void* put(const void* from, size_t n) {
        if (n > most - used_) throw skipped("its configuration is longer than 4 MiB");
        void* at = base_ + used_;
        if (n) std::memcpy(at, from, n);
        used_ += (n + 15) / 16 * 16;
        return at;
    }
    std::byte* base_ = nullptr;
    size_t used_ = 0;
    const qiki_config* view_ = nullptr;
};

void live(const subject& s, bool taken) {
    const configuration c(*s.about, s.set);
    const lent own(c.view());
    actor it(s, nullptr);
    it.host().birth();
    qiki_error e{-1, {}};
    qiki_status status = QIKI_OK;
    calling("configure()", 0, [&] { status = it.table().configure(it.self(), &own.view(), &e); });
    if (status < 0) throw skipped("configure() fails with status " + std::to_string(status) + ", " + said(e));
    it.host().reset();
    if (taken) own.take_away();
    scene world(*s.about, s.seed), again(*s.about, s.seed);
    for (uint64_t i = 0; i < ticks; ++i) it.play(world.next());
    if (s.about->state_schema) it.load(it.save());
    it.reset();
    it.play(again.next());
    it.finish();
}

void run(subject& s) {
    if (!s.part.empty()) return live(s, s.part == "taken");
    try {
        elsewhere(s, own_lent, "left");
    } catch (const failed& f) { throw skipped(std::string("does not live even with it: ") + f.what()); }
    try {
        elsewhere(s, own_lent, "taken");
    } catch (const failed& f) {
        throw failed("when keys, texts and arrays of the configuration are taken away after configure() returned, it "
                     "does not go on: " +
                     std::string(f.what()) +
                     "; they belong to the host and are valid until configure() returns: copy what is kept (rules "
                     "own.1, conf.1)");
    }
}
} // namespace own_lent_parts
extern const check own_lent{
    .id = "own.lent",
    .level = 3,
    .from = needs::plugin,
    .rules = "own.1 conf.1",
    .asserts = "it lives on (ticks, save, load, reset, finish) when the configuration, its keys, texts and arrays, is "
               "taken out of memory after configure() returned: they are lent",
    .run = own_lent_parts::run};
} // namespace qiki::conform

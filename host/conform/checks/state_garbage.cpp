// SPDX-License-Identifier: MIT
// host/conform/checks/state_garbage.cpp - bytes that are not its own.
#include "host/conform/drive/history.hpp"
#include "host/conform/drive/quietly.hpp"
#include "host/conform/drive/stream.hpp"
#include "host/conform/page.hpp"
#include "qiki/random.h"
#include <algorithm>

namespace qiki::conform {
namespace state_garbage_parts {
constexpr uint64_t noise = uint64_t{1} << 20;

// Of so many bytes: all, as far as that is no longer than a blink.
uint64_t places(uint64_t size) {
    return size ? std::min(size, std::clamp<uint64_t>((uint64_t{32} << 20) / size, 16, 512)) : 0;
}

// One that is given everything first, and one that is given what that one refused, so that it is as one left alone.
struct victim {
    actor &taster, &it;
    std::string own;

    void stays(const std::string& what) const {
        if (const std::string d = difference(own, it.save()); !d.empty())
            throw failed("load() refused " + what + ", but the instance is not as before, its saved bytes differ: " +
                         d + "; read everything, then take it over (rules state.3, life.3)");
    }
    void again(const std::string& bytes, uint64_t schema, const std::string& what) const {
        if (const std::string d = difference(own, it.save()); !d.empty())
            throw deferred("what another instance was given, " + what + ", shows in the saved bytes of this one: " + d,
                           "life.isolated");
        const qiki_status status = refused_quietly("load() of " + what, [&] {
            stream s{bytes};
            return it.load_from(s.face(), schema);
        });
        if (status >= 0) throw deferred("what one instance refuses another takes: " + what, "det.repeat");
        stays(what);
    }
    void refuses(const std::string& bytes, uint64_t schema, const std::string& what) const {
        stream s{bytes};
        qiki_error e{-1, {}};
        doing(("load() of " + what).c_str());
        const qiki_status status =
            refused_cleanly("load() of " + what, [&] { return taster.load_from(s.face(), schema, &e); });
        if (status >= 0)
            throw failed(
                "load() took " + what + " with status " + std::to_string(status) +
                ": expected QIKI_E_STATE; look whether all bytes are there, and none behind them (rules state.3, "
                "state.4)");
        if (status != QIKI_E_STATE)
            throw failed("load() refused " + what + " with status " + std::to_string(status) + ", " + said(e) +
                         ": expected QIKI_E_STATE (rule state.3)");
        again(bytes, schema, what);
    }
    // The value of a byte may be anything; whoever takes it is told to forget it.
    void survives(const std::string& bytes, const std::string& what) const {
        if (refused_cleanly("load() of " + what, [&] { return taster.load(bytes); }) < 0)
            return again(bytes, it.about().state_schema, what);
        if (taster.load(own) < 0)
            throw failed("load() took " + what + " and then refuses its own bytes: expected QIKI_OK (rule state.2)");
        if (const std::string d = difference(own, taster.save()); !d.empty())
            throw failed("after " + what + " and then its own bytes the saved bytes differ: " + d +
                         "; let load() take over all that save() wrote (rules state.2, state.3)");
    }
};

std::string random_bytes(uint64_t seed, uint64_t n) {
    std::string out;
    for (uint64_t i = 0; out.size() < n; ++i) {
        const qiki_bits b = qiki_draw(seed, i, 0, 3, 0);
        out.append(reinterpret_cast<const char*>(b.v), sizeof b.v);
    }
    return out;
}

void run(subject& s) {
    actor taster(s), it(s), twins[] = {actor(s), actor(s)};
    scene world(*s.about, s.seed);
    for (int i = 0; i < 6; ++i) {
        const moment m = world.next();
        for (actor* each : {&taster, &it, &twins[0], &twins[1]}) each->play(m);
    }
    const victim v{taster, it, it.save()};
    const std::string& own = v.own;
    for (actor& twin : twins) twin.save(); // so that a save() that changes something is left to state.round
    if (!goes_round(s, taster)) throw deferred("its state does not even go round", "state.round");
    if (taster.save() != own) throw deferred("two instances already save different bytes", "det.repeat");
    const uint64_t size = own.size(), schema = s.about->state_schema;
    const uint64_t tries = places(size);
    for (uint64_t i = 0; i < tries; ++i) {
        const uint64_t n = i * size / tries;
        v.refuses(own.substr(0, n), schema,
                  "its own bytes cut after " + std::to_string(n) + " of " + std::to_string(size));
    }
    v.refuses(own + std::string(1, '\0'), schema, "its own bytes and one more");
    v.refuses(own + own, schema, "its own bytes twice");
    v.refuses(random_bytes(s.seed, noise), schema, "1 MiB of random bytes");
    v.refuses(std::string(noise, '\xff'), schema, "1 MiB of 0xff");
    v.refuses(own, schema + 1, "its own bytes as of schema " + std::to_string(schema + 1) + ", which is newer");
    for (uint64_t i = 0; i < tries; ++i) {
        const uint64_t k = i * size / tries;
        std::string bytes = own;
        bytes[k] = static_cast<char>(bytes[k] ^ 0xff);
        v.survives(bytes, "its own bytes with byte " + std::to_string(k) + " inverted");
    }
    if (!impure(*s.about).empty()) return;
    const history rest = live(it, world, 6);
    const auto left_alone = [&](actor& twin) {
        scene same(*s.about, s.seed);
        same.skip(6);
        return live(twin, same, 6);
    };
    const history one = left_alone(twins[0]), two = left_alone(twins[1]);
    if (const std::string d = difference(*s.about, one, rest); !d.empty() && one.ticks == two.ticks)
        throw failed("after all that was refused, " + d +
                     " differs: expected the ticks of an instance that was left alone (rules state.3, life.3)");
}
} // namespace state_garbage_parts
extern const check state_garbage{
    .id = "state.garbage",
    .level = 3,
    .from = needs::plugin,
    .rules = "state.3 state.4 life.3 err.5 log.1",
    .asserts =
        "its own bytes cut at any length (512 lengths at most) or too long, 1 MiB of random bytes and of 0xff, and a "
        "newer schema are refused with QIKI_E_STATE and without a trace in the process, and the instance goes on as "
        "before; its own bytes with any one "
        "of them inverted (512 at most) neither crash it nor change it when they are refused",
    .varies = axis::state,
    .run = state_garbage_parts::run,
    .spares = without_state};
} // namespace qiki::conform

// SPDX-License-Identifier: MIT
// host/run/checkpoint.cpp - an instance as bytes: what its plugin saves, in a frame that tells foreign and damaged
// ones.
#include "host/run/checkpoint.hpp"
#include "host/run/words.hpp"
#include "qiki/ext/state.h"
#include <algorithm>
#include <cstring>
#include <zlib.h>

namespace qiki::run {
namespace {
// Frame: magic, schema, lengths of id, version and content, CRC-32 of the frame with +0 in its place, then those three.
struct frame_head {
    char magic[8];
    uint64_t schema, id_size, version_size, size;
    uint64_t crc;
};
constexpr char magic[8] = {'Q', 'I', 'K', 'I', 'S', 'T', '0', '1'};

// A plugin may not rely on being served at once, so it never is.
constexpr uint64_t mouthful = 4093;

uint64_t checksum(frame_head head, const blob& frame) {
    head.crc = 0;
    uLong c = crc32(crc32(0, nullptr, 0), reinterpret_cast<const Bytef*>(&head), sizeof head);
    for (size_t at = sizeof head; at < frame.size();) {
        const size_t n = std::min<size_t>(frame.size() - at, 1u << 30);
        c = crc32(c, reinterpret_cast<const Bytef*>(frame.data() + at), static_cast<uInt>(n));
        at += n;
    }
    return c;
}

int64_t put(void* ctx, const void* data, uint64_t len) {
    len = std::min(len, mouthful);
    auto& out = *static_cast<blob*>(ctx);
    const auto* from = static_cast<const std::byte*>(data);
    out.insert(out.end(), from, from + len);
    return static_cast<int64_t>(len);
}

struct cursor {
    const blob* data;
    size_t at;
};
int64_t get(void* ctx, void* to, uint64_t len) {
    auto& c = *static_cast<cursor*>(ctx);
    len = std::min({len, mouthful, static_cast<uint64_t>(c.data->size() - c.at)});
    if (len) std::memcpy(to, c.data->data() + c.at, len);
    c.at += len;
    return static_cast<int64_t>(len);
}
int64_t refuse_write(void*, const void*, uint64_t) { return -1; }
int64_t refuse_read(void*, void*, uint64_t) { return -1; }

const qiki_state* state_of(const qiki_vtable& vt, void* self) {
    const auto* x =
        static_cast<const qiki_state*>(QIKI_HAS(&vt, extension) ? vt.extension(self, QIKI_STATE_ID) : nullptr);
    return x && x->save && x->load ? x : nullptr;
}
} // namespace

std::string save_state(const qiki_descriptor& about, const qiki_vtable& vt, void* self, blob& out) {
    const size_t id = std::strlen(about.id), version = std::strlen(about.version);
    frame_head head{};
    std::memcpy(head.magic, magic, sizeof magic);
    head.schema = about.state_schema, head.id_size = id, head.version_size = version;
    out.clear();
    const auto add = [&](const void* p, size_t n) {
        out.insert(out.end(), static_cast<const std::byte*>(p), static_cast<const std::byte*>(p) + n);
    };
    add(&head, sizeof head);
    add(about.id, id);
    add(about.version, version);
    const size_t content = out.size();
    if (about.state_schema != 0) {
        const qiki_state* state = state_of(vt, self);
        if (!state)
            return "declares a state schema, but has no extension " QIKI_STATE_ID
                   " with save() and load() (rules state.4, desc.8)";
        const qiki_stream io{QIKI_HEAD(qiki_stream), &out, put, refuse_read};
        qiki_error e{-1, {}};
        if (const qiki_status s = state->save(self, &io, &e); s < 0) return "cannot save its state: " + reason(s, e);
    }
    head.size = out.size() - content;
    head.crc = checksum(head, out);
    std::memcpy(out.data(), &head, sizeof head);
    return {};
}

std::string load_state(const qiki_descriptor& about, const qiki_vtable& vt, void* self, const blob& in) {
    frame_head head{};
    if (in.size() < sizeof head) return "state: " + std::to_string(in.size()) + " bytes are less than a frame's head";
    std::memcpy(&head, in.data(), sizeof head);
    if (std::memcmp(head.magic, magic, sizeof magic) != 0) return "state: not a frame of this host";
    const uint64_t rest = in.size() - sizeof head;
    if (head.id_size > rest || head.version_size > rest - head.id_size ||
        head.size != rest - head.id_size - head.version_size)
        return "state: frame of another length, expected " + std::to_string(head.size) + " bytes of content";
    if (head.crc != checksum(head, in)) return "state: damaged, its CRC does not fit";
    const char* text = reinterpret_cast<const char*>(in.data()) + sizeof head;
    const std::string id(text, head.id_size);
    if (id != about.id) return "state: written by " + id;
    if (about.state_schema == 0 && head.size == 0) return {};
    const qiki_state* state = state_of(vt, self);
    if (!state) return "has no extension " QIKI_STATE_ID " to load its state";
    cursor c{&in, sizeof head + head.id_size + head.version_size};
    const qiki_stream io{QIKI_HEAD(qiki_stream), &c, refuse_write, get};
    qiki_error e{-1, {}};
    const qiki_status s = state->load(self, head.schema, &io, &e);
    return s < 0 ? "cannot load its state: " + reason(s, e) : std::string();
}
} // namespace qiki::run

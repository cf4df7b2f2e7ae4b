// SPDX-License-Identifier: MIT
// tests/abi/grow_host.cpp - grow_host RADAR RADAR READER: a host of a few lines, whose every table lies alone on the
// heap, so that AddressSanitizer sees who reads past what this minor has. Outputs have a capacity of one record.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <memory>
#include <qiki/check.h>
#include <qiki/plugin.h>
#include <qiki/services/log.h>
#include <string>
#include <vector>
#if QIKI_ABI_MINOR >= 99
#include <qiki/ext/warm.h>
#endif

namespace {
using bytes = std::vector<char>;
[[noreturn]] void die(const std::string& why) {
    std::printf("%s\n", why.c_str());
    std::exit(1);
}
template <class T>
struct rows { // exactly so many, alone on the heap
    explicit rows(size_t n) : count(n), data(new T[n]()) {}
    qiki_table table() const { return {data.get(), static_cast<uint32_t>(count), sizeof(T)}; }
    size_t count;
    std::unique_ptr<T[]> data;
};
struct instance {
    qiki_host* host = new qiki_host{};
    qiki_instance_info* info = new qiki_instance_info{};
    const qiki_descriptor* about = nullptr;
    const qiki_vtable* vt = nullptr;
    void* self = nullptr;
    uint64_t seq = 0;
    std::vector<uint64_t> first, before; // ordinals of each output after and before its last tick
    std::vector<bytes> out;              // what the last tick wrote on each
    ~instance() {
        if (self) vt->destroy(self);
        delete host;
        delete info;
    }
};
struct wire {
    uint32_t port;
    const instance* writer;
    uint32_t output;
};
const qiki_port& output(const instance& x, uint32_t i) {
    return *static_cast<const qiki_port*>(qiki_row(x.about->outputs, i));
}

const void* service(const qiki_host*, const char* id) {
    static const qiki_logger log{QIKI_HEAD(qiki_logger), [](const qiki_host*, int32_t, const char* text, uint64_t n) {
                                     std::printf("%.*s\n", static_cast<int>(n), text);
                                 }};
    return std::strcmp(id, QIKI_LOG_ID) == 0 ? &log : nullptr;
}
void start(instance& x, const char* file, uint32_t index) {
    void* lib = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    const auto* entry = lib ? static_cast<const qiki_entry*>(dlsym(lib, "qiki_plugin")) : nullptr;
    if (!entry || entry->abi_major != QIKI_ABI_MAJOR) die(std::string(file) + ": not a plugin of this major");
    if (entry->abi_minor == QIKI_ABI_MINOR && entry->layout != QIKI_LAYOUT) die(std::string(file) + ": another layout");
    x.about = entry->describe(0);
    x.host->head = QIKI_HEAD(qiki_host), x.host->name = "grow", x.host->version = "1", x.host->service = service;
    x.info->head = QIKI_HEAD(qiki_instance_info), x.info->name = "x", x.info->plugin_id = x.about->id;
    x.info->index = index, x.info->rng_key = index;
#if QIKI_ABI_MINOR >= 99
    x.host->answer = 42, x.info->answer = 43;
#endif
    qiki_error e{-1, {}};
    if (x.about->create(x.host, x.info, &x.vt, &x.self, &e) < 0) die(e.text);
#if QIKI_ABI_MINOR >= 99
    if (index == 2)
        std::puts(!QIKI_HAS(x.vt, answer)      ? "host sees an older table"
                  : x.vt->answer(x.self) == 44 ? "host called the new function"
                                               : "wrong answer");
    if (index == 2) {
        const auto* w = static_cast<const qiki_warm*>(x.vt->extension(x.self, QIKI_WARM_ID));
        std::puts(!w                      ? "host is not told how warm it is"
                  : w->warm(x.self) == 45 ? "host asked the new extension"
                                          : "wrong");
    }
#endif
    // All parameters of the three plugins, in the order of strcmp; each reads its own.
    static const double position[] = {-3000, 100, 0}, factor[] = {1, 2, 3, 9e3, 20};
    rows<qiki_value> v(6);
    const char* keys[] = {"a", "b", "c", "position", "range", "sigma"};
    for (int i = 0; i < 6; ++i) {
        const int k = i > 3 ? i - 1 : i;
        v.data[i].key = keys[i], v.data[i].data = i == 3 ? position : factor + k;
        v.data[i].type = i == 3 ? QIKI_REALS : QIKI_REAL, v.data[i].count = i == 3 ? 3 : 1;
    }
    auto config = std::make_unique<qiki_config>();
    config->head = QIKI_HEAD(qiki_config), config->values = v.table();
    if (x.vt->configure(x.self, config.get(), &e) < 0) die(e.text);
    x.first.resize(x.about->outputs.count), x.before = x.first, x.out.resize(x.first.size());
}
void tick(instance& x, const std::vector<wire>& in, const bytes* truth, qiki_ns t0, qiki_ns t1) {
    rows<qiki_view> views(truth ? 1 : in.size());
    for (size_t i = 0; i < views.count; ++i) {
        qiki_view& v = views.data[i];
        v.flags = QIKI_VIEW_FRESH, v.t = t1;
        const bytes& from = truth ? *truth : in[i].writer->out[in[i].output];
        v.record = truth ? QIKI_REC_TRUTH : output(*in[i].writer, in[i].output).record;
        if (!truth)
            v.port = in[i].port, v.producer = in[i].writer->info->index, v.first = in[i].writer->before[in[i].output];
        v.stride = qiki_record_size(v.record), v.count = from.size() / v.stride,
        v.data = from.empty() ? nullptr : from.data();
    }
    x.before = x.first;
    for (bytes& b : x.out) b.clear();
    qiki_status status = QIKI_MORE;
    for (uint32_t pass = 0; status == QIKI_MORE; ++pass) {
        rows<qiki_out> outs(x.out.size());
        std::vector<bytes> room;
        for (uint32_t i = 0; i < outs.count; ++i) {
            qiki_out& o = outs.data[i];
            o.port = i, o.readers = 1, o.record = output(x, i).record, o.stride = qiki_record_size(o.record);
            o.first = x.first[i], o.capacity = 1;
            room.emplace_back(o.stride), o.data = room.back().data();
        }
        auto t = std::make_unique<qiki_tick>();
        t->head = QIKI_HEAD(qiki_tick), t->seq = x.seq, t->t0 = t0, t->t1 = t1, t->pass = pass;
        t->view_size = sizeof(qiki_view), t->out_size = sizeof(qiki_out);
        t->view_count = static_cast<uint32_t>(views.count), t->out_count = static_cast<uint32_t>(outs.count);
        t->in = views.data.get(), t->out = outs.data.get();
        qiki_error e{-1, {}};
        status = x.vt->tick(x.self, t.get(), &e);
        if (status < 0) die(e.text);
        for (uint32_t i = 0; i < outs.count; ++i) {
            const qiki_out& o = outs.data[i];
            if (o.count > 1 || o.dropped) die("wrote past an output, or lost a record");
            if (o.count && qiki_record_flaw(o.record, o.data)) die(qiki_record_flaw(o.record, o.data));
            x.out[i].insert(x.out[i].end(), room[i].begin(), room[i].begin() + static_cast<long>(o.count * o.stride));
            x.first[i] += o.count;
        }
    }
    ++x.seq;
}
} // namespace

int main(int argc, char** argv) {
    if (argc != 4) die("usage: grow_host RADAR RADAR READER");
    instance west, east, reader;
    start(west, argv[1], 1), start(east, argv[2], 2), start(reader, argv[3], 3);
    uint64_t digest = UINT64_C(0xCBF29CE484222325), records = 0;
    for (int k = 0; k < 50; ++k) {
        const qiki_ns t0 = k * 100, t1 = t0 + 100;
        bytes truth(20 * sizeof(qiki_truth));
        for (uint32_t i = 0; i < 20; ++i) {
            qiki_truth b{};
            b.entity = i + 1, b.t = t1, b.label = QIKI_LABEL_OK;
            b.pos[0] = 500.0 * i - 4000 + k, b.pos[1] = 300, b.pos[2] = 100;
            std::memcpy(truth.data() + i * sizeof b, &b, sizeof b);
        }
        tick(west, {}, &truth, t0, t1), tick(east, {}, &truth, t0, t1);
        tick(reader, {{0, &west, 0}, {0, &east, 0}, {1, &west, 1}, {1, &east, 1}}, nullptr, t0, t1);
        for (const instance* x : {&west, &east, &reader})
            for (const bytes& b : x->out) {
                records += !b.empty();
                for (char c : b) digest = (digest ^ static_cast<unsigned char>(c)) * UINT64_C(0x100000001B3);
            }
    }
    if (records != 50 * 6) die("an output stayed empty");
    std::printf("digest %016llx\n", static_cast<unsigned long long>(digest));
}

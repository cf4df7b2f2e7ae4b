// SPDX-License-Identifier: MIT
// plugins/bridges/csv/csv.cpp - qiki.bridge.csv: what the instances wrote, one file a kind of record.
#include "columns.hpp"
#include "sheet.hpp"
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <tuple>

namespace {

template <qiki::literal Name, class R, uint32_t Flags>
using in = qiki::port<Name, R, Flags | QIKI_PORT_MANY | QIKI_PORT_OPTIONAL>;
using truths = in<"truth", qiki_truth, QIKI_PORT_SNAPSHOT>;
using frames = in<"frames", qiki_frame, QIKI_PORT_STREAM>;
using contacts = in<"contacts", qiki_contact, QIKI_PORT_STREAM>;
using origins = in<"origins", qiki_origin, QIKI_PORT_STREAM>;
using tracks = in<"tracks", qiki_track, QIKI_PORT_SNAPSHOT>;
using assocs = in<"assoc", qiki_assoc, QIKI_PORT_STREAM>;
using modes = in<"modes", qiki_track_modes, QIKI_PORT_SNAPSHOT>;
using samples = in<"samples", qiki_sample, QIKI_PORT_STREAM>;
using receipts = in<"receipts", qiki_receipt, QIKI_PORT_STREAM>;
using commands = in<"commands", qiki_command, QIKI_PORT_STREAM>;
using events = in<"events", qiki_event, QIKI_PORT_STREAM>;

template <class R, size_t N>
std::string heading(const csv::column<R> (&columns)[N], bool run) {
    std::string h = run ? "run," : "";
    for (const auto& c : columns) h += std::string(c.heading) + ',';
    h.back() = '\n';
    return h;
}

// The files of one instance. Copies of the plugin value share it: a reset goes on writing to the same folder.
class folder {
public:
    folder(std::filesystem::path dir, bool json) : line(json), dir_(std::move(dir)), json_(json) {
        if (dir_ == "-") return;
        std::error_code code;
        std::filesystem::create_directories(dir_, code);
        if (code) csv::io_failure(dir_, "cannot be made", code.value());
    }
    // The first tick of a run: one before it that was not finished leaves nothing, and does not count.
    void begin() {
        if (!begun_) ++run;
        begun_ = true;
        for (auto& s : sheets_) s.reset();
    }
    // `shared`: the runs of a scenario write one file, so every run but the first appends.
    template <class R, size_t N>
    csv::sheet& open(size_t i, const char* name, const csv::column<R> (&columns)[N], bool shared) {
        if (sheets_[i]) return *sheets_[i];
        if (dir_ == "-") return sheets_[i].emplace();
        return sheets_[i].emplace(dir_ / (std::string(name) + (json_ ? ".jsonl" : ".csv")),
                                  json_ ? "" : heading(columns, shared), shared && run > 1);
    }
    // After a tick, so that lines of different kinds on standard output stay in the order of time.
    void pass_on() {
        if (dir_ != "-") return;
        for (auto& s : sheets_)
            if (s) s->flush();
    }
    void complete() {
        begun_ = false;
        for (auto& s : sheets_)
            if (s) s->complete(), s.reset();
    }
    // names.csv: whose the numbers in the other files are. In JSON too, so that there is one such file for a reader.
    void tell_names(const qiki_host* host, const qiki_names* names) {
        if (dir_ == "-" || !names) return;
        csv::sheet out(dir_ / "names.csv", "kind,number,name\n", false);
        char text[128];
        const auto row = [&](const char* kind, uint64_t number) {
            csv::line l;
            l.word(std::string_view(kind)), l.integer(number), l.word(std::string_view(text)), l.end();
            out.write(l);
        };
        for (const uint32_t i : writers)
            if (names->instance(host, i, text, sizeof text)) row("instance", i);
        for (const uint64_t e : entities)
            if (names->name(host, e, text, sizeof text)) row("entity", e);
        out.complete();
    }
    csv::line line;
    uint64_t run = 0;
    std::set<uint32_t> writers;  // instances that a row names
    std::set<uint64_t> entities; // of the truth

private:
    std::filesystem::path dir_;
    bool json_, begun_ = false;
    std::array<std::optional<csv::sheet>, 11> sheets_;
};

// True when `name` is one of the words of `list`, or the list is "all".
bool listed(std::string_view list, std::string_view name) {
    if (list == "all") return true;
    for (size_t at = 0; at <= list.size();) {
        const size_t end = std::min(list.find(',', at), list.size());
        if (list.substr(at, end - at) == name) return true;
        at = end + 1;
    }
    return false;
}

struct bridge {
    using inputs =
        qiki::ports<truths, frames, contacts, origins, tracks, assocs, samples, receipts, commands, events, modes>;
    using outputs = qiki::ports<>;
    static constexpr uint64_t caps = QIKI_CAP_WORLD_IO;
    static constexpr qiki_param params[] = {
        qiki::text("dir", "", nullptr,
                   "folder for the files, made when it is not there; empty: nothing is written until --csv names one; "
                   "with jsonl '-' is standard output"),
        qiki::text("format", "csv", "csv|jsonl", "CSV with headings, or an object of JSON a line with its kind first"),
        qiki::text("records", "all", nullptr,
                   "which kinds, separated by commas: "
                   "truth,frames,contacts,origins,tracks,assoc,modes,samples,receipts,commands,events"),
        qiki::text("tracks", "all", "all|confirmed", "all tracks, or only those that are confirmed and not ended"),
        qiki::real("begin", "s", 0, 0, 1e9, "records before this simulated time are left out"),
        qiki::real("end", "s", 1e9, 0, 1e9, "records after it are left out"),
        qiki::real("interval", "s", 0, 0, 1e9,
                   "least time between two snapshots of truth, tracks and modes; 0: every one"),
        qiki::flag("run_column", false,
                   "each file begins with a column 'run', and the runs of a scenario share the files")};

    bridge(const qiki_host& h, const qiki_instance_info&) : host_(&h), texts_(qiki::service<qiki_texts>(h)) {}

    void configure(const qiki::config& c) {
        kinds_ = c.text("records", "all");
        check_kinds();
        confirmed_ = c.text("tracks", "all") == "confirmed";
        begin_ = nanoseconds(c.real("begin", 0)), end_ = nanoseconds(c.real("end", 1e9));
        interval_ = nanoseconds(c.real("interval", 0));
        run_column_ = c.flag("run_column", false);
        const std::string dir(c.text("dir", ""));
        json_ = c.text("format", "csv") == "jsonl";
        if (dir == "-" && !json_) c.refuse("dir", "expected format = \"jsonl\" with standard output, found csv");
        folder_ = dir.empty() ? nullptr : std::make_shared<folder>(dir, json_);
    }

    void step(const qiki::tick<bridge>& t) {
        if (!folder_) return;
        if (t.seq() == 0) folder_->begin();
        if (t.to() < begin_ || t.to() > end_) return;
        snapshot_due_ = t.to() >= next_snapshot_;
        put<0, truths>(t, "truth", csv::truth_columns, snapshot_due_);
        put<1, frames>(t, "frames", csv::frame_columns, true);
        put<2, contacts>(t, "contacts", csv::contact_columns, true);
        put<3, origins>(t, "origins", csv::origin_columns, true);
        put<4, tracks>(t, "tracks", csv::track_columns, snapshot_due_);
        put<5, assocs>(t, "assoc", csv::assoc_columns, true);
        put<6, samples>(t, "samples", csv::sample_columns, true);
        put<7, receipts>(t, "receipts", csv::receipt_columns, true);
        put<8, commands>(t, "commands", csv::command_columns, true);
        put<9, events>(t, "events", csv::event_columns, true);
        put<10, modes>(t, "modes", csv::mode_columns, snapshot_due_);
        if (snapshot_due_) next_snapshot_ = t.to() + interval_;
        folder_->pass_on();
    }

    void finish() {
        if (!folder_) return;
        folder_->complete();
        folder_->tell_names(host_, qiki::service<qiki_names>(*host_));
    }

    int selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        if (rows.empty()) return 1;
        qiki_selftest_row& r = rows[0] = {};
        r.t = t;
        std::strcpy(r.device, "folder");
        std::strcpy(r.found, folder_ ? "open" : "none");
        r.result = folder_ ? QIKI_TEST_PASS : QIKI_TEST_SKIP;
        r.label = QIKI_LABEL_OK;
        return 1;
    }

private:
    static qiki_ns nanoseconds(double s) { return static_cast<qiki_ns>(s * 1e9); }

    void check_kinds() const {
        const std::string_view list = kinds_;
        for (size_t at = 0; at <= list.size();) {
            const size_t end = std::min(list.find(',', at), list.size());
            const std::string one(list.substr(at, end - at));
            if (!listed("all,truth,frames,contacts,origins,tracks,assoc,modes,samples,receipts,commands,events", one))
                throw qiki::failure::format(
                    QIKI_E_CONFIG,
                    "records: no kind '%s'; expected all, truth, frames, contacts, origins, tracks, assoc, "
                    "modes, samples, receipts, commands or events",
                    one.c_str());
            at = end + 1;
        }
    }

    template <size_t I, class X, size_t N>
    void put(const qiki::tick<bridge>& t, const char* name, const csv::column<typename X::record> (&columns)[N],
             bool due) {
        if (!due || !listed(kinds_, name)) return;
        for (uint32_t k = 0; k < t.writers<X>(); ++k) {
            const auto view = t.read<X>(k);
            folder_->writers.insert(view.head.producer);
            csv::sheet& out = folder_->open(I, name, columns, run_column_);
            if (!(view.head.flags & QIKI_VIEW_FRESH)) continue;
            for (const auto& r : view) {
                if constexpr (std::is_same_v<X, tracks>)
                    if (confirmed_ && r.status != QIKI_TRACK_CONFIRMED && r.status != QIKI_TRACK_COASTING) continue;
                if constexpr (std::is_same_v<X, truths>) folder_->entities.insert(r.entity);
                csv::line& l = folder_->line;
                l.clear();
                if (json_) l.name("record"), l.word(std::string_view(name));
                if (run_column_) l.name("run"), l.integer(folder_->run);
                for (const auto& c : columns) l.name(c.heading), c.put(l, r, {view.head.producer, host_, texts_});
                l.end();
                out.write(l);
            }
        }
    }

    const qiki_host* host_;
    const qiki_texts* texts_;
    std::shared_ptr<folder> folder_;
    std::string kinds_;
    qiki_ns begin_ = 0, end_ = 0, interval_ = 0, next_snapshot_ = 0;
    bool json_ = false, confirmed_ = false, run_column_ = false, snapshot_due_ = true;
};
} // namespace
QIKI_PLUGIN(bridge, "qiki.bridge.csv", QIKI_KIND_BRIDGE, "1.0.0",
            "Writes records as CSV or JSON lines, one file a kind");

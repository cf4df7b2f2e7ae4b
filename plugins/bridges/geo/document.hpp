// SPDX-License-Identifier: MIT
// plugins/bridges/geo/document.hpp - one file that holds the tracks of every run, and is whole after each of them.
#pragma once
#include "trails.hpp"

namespace geo {

// How a kind of document is put together: head, the tracks of each run, tail.
struct format {
    const char* name; // "GeoJSON"
    std::string (*head)(const scene&);
    // number: of the run, from 1; 0: it is the only one, and nothing speaks of runs. first: nothing stands before it.
    std::string (*run)(const scene&, uint64_t number, bool first);
    const char* tail;
};
extern const format geojson, kml;

// Keeps the first run until there is a second, as a document of one run says nothing of runs; no other is kept.
class document {
public:
    document(std::string file, const format& f) : file_(std::move(file)), format_(f) {}

    // What the next run saw; the file holds it when this returns. Throws qiki::failure.
    void add(scene);

private:
    std::string body(const scene&, uint64_t number);

    std::string file_;
    const format& format_;
    scene first_;
    uint64_t runs_ = 0, bytes_ = 0; // in the file
    bool empty_ = true;             // no track stands in it
};
} // namespace geo

// SPDX-License-Identifier: MIT
// host/run/contract.cpp - the contract of every kind on its ports (table in qiki/plugin.h), as a table.
#include "host/run/records.hpp"
#include "host/run/run.hpp"
#include "host/run/wire.hpp"
#include "host/run/words.hpp"

namespace qiki::run {
namespace {
constexpr uint32_t bit(uint32_t record) { return 1u << record_row(record); }
constexpr uint32_t truth = bit(QIKI_REC_TRUTH), zone = bit(QIKI_REC_ZONE), frame = bit(QIKI_REC_FRAME),
                   contact = bit(QIKI_REC_CONTACT), origin = bit(QIKI_REC_ORIGIN), track = bit(QIKI_REC_TRACK),
                   assoc = bit(QIKI_REC_ASSOC), modes = bit(QIKI_REC_TRACK_MODES), sample = bit(QIKI_REC_SAMPLE),
                   command = bit(QIKI_REC_COMMAND), receipt = bit(QIKI_REC_RECEIPT), proposal = bit(QIKI_REC_PROPOSAL),
                   event = bit(QIKI_REC_EVENT);

struct row {
    uint32_t reads, writes;
};
constexpr row rights[] = {
    {command | zone | truth | sample | receipt, truth | sample | receipt | event},                // vehicle
    {truth | zone | sample, sample | event},                                                      // sensor
    {truth | zone | sample | frame | contact, frame | contact | origin | sample | track | event}, // radar
    {frame | contact | track, track | assoc | modes | event},                                     // tracker
    {track | sample | zone | receipt | event, proposal | command | event},                        // agent
    {truth | zone | frame | contact | origin | track | assoc | modes | sample | command | receipt | proposal | event,
     command | frame | contact | track}, // bridge
};
const row& of(scenario::section s) { return rights[static_cast<unsigned>(s)]; }

std::string records_in(uint32_t mask) {
    std::string text;
    for (uint32_t i = 0; i < record_kind_count; ++i)
        if (mask & 1u << i) text += (text.empty() ? "" : ", ") + std::string(record_kinds[i].name);
    return text;
}

void check_port(const member& m, const qiki_port& p, bool input) {
    const auto fail = [&](const std::string& what) {
        throw error(said_at(m.where) + who(m) + ": " + (input ? "input" : "output") + " '" + p.name + "' " + what);
    };
    if (record_row(p.record) == record_kind_count) {
        if (p.flags & QIKI_PORT_OPTIONAL) return; // of a later minor; it is left alone
        char hex[16];
        std::snprintf(hex, sizeof hex, "0x%08x", p.record);
        fail(std::string("carries record ") + hex + ", which this host does not know; a newer host may");
    }
    const uint32_t way = p.flags & (QIKI_PORT_STREAM | QIKI_PORT_SNAPSHOT);
    if (way != QIKI_PORT_STREAM && way != QIKI_PORT_SNAPSHOT) fail("must be either STREAM or SNAPSHOT");
    if (input ? !may_read(m.stage, p.record) : !may_write(m.stage, p.record))
        fail(std::string(input ? "reads " : "writes ") + record_name(p.record) + ", but the kind " + kind_of(m.stage) +
             (input ? " reads only " : " writes only ") + records_in(input ? of(m.stage).reads : of(m.stage).writes));
    const bool back = p.record == QIKI_REC_TRUTH || p.record == QIKI_REC_SAMPLE || p.record == QIKI_REC_RECEIPT;
    if (input && m.stage == scenario::section::vehicles && back && !(p.flags & QIKI_PORT_DELAYED))
        fail(std::string("reads ") + record_name(p.record) +
             " of this tick; a vehicle reads that of the tick before: " + "declare it DELAYED");
}
} // namespace

bool may_read(scenario::section s, uint32_t record) {
    return record_row(record) < record_kind_count && (of(s).reads & bit(record));
}
bool may_write(scenario::section s, uint32_t record) {
    return record_row(record) < record_kind_count && (of(s).writes & bit(record));
}

void check_contract(const member& m) {
    if (std::string_view(m.about->kind) != kind_of(m.stage))
        throw error(said_at(m.where) + who(m) + " is a " + m.about->kind + ", but stands under " +
                    section_word(m.stage) + ", which takes " + kind_of(m.stage));
    for (uint32_t i = 0; i < m.about->inputs.count; ++i) check_port(m, input_of(m, i), true);
    for (uint32_t i = 0; i < m.about->outputs.count; ++i) check_port(m, output_of(m, i), false);
}
} // namespace qiki::run

// SPDX-License-Identifier: MIT
// plugins/radar/asterix/live/decoder.hpp - datagrams to frames as they come, without knowing what comes next.
#pragma once
#include "../duplicates.hpp"
#include "../framing.hpp"
#include "../replay.hpp"
#include <map>
#include <optional>

namespace asterix::live {

struct tally {
    uint64_t datagrams = 0, blocks = 0, skipped = 0, records = 0, refusals = 0, duplicates = 0, untimed = 0, plots = 0,
             ahead = 0;
};

// One frame a source and tick, of the plots that the tick heard. It is never complete: nobody says yet which part of
// the sky was looked at to its end. Every value is a function of the datagrams and the ticks that heard them.
class decoder final : public block_sink {
public:
    explicit decoder(const parameters&, const qiki_instance_info&);

    void hear(octets datagram, qiki_ns t);
    // The frames of what was heard since the last cut, and their plots, in `out`.
    void cut(qiki_ns t, std::vector<qiki_frame>& frames, std::vector<qiki_contact>& contacts);

    const tally& counts() const { return counts_; }
    const std::optional<refusal>& first_refusal() const { return first_; }

    void block(octets, uint64_t offset) override;
    void refuse(const refusal&) override;

private:
    struct feed {
        std::optional<tick> newest; // full time of day
        std::vector<plot> plots;    // since the last cut
        uint64_t seq = 0;
    };
    feed& feed_of(uint16_t source, size_t& row);
    tick accept(feed&, uint32_t time, tick cycle);
    void take(target, std::optional<uint16_t>& heir);
    void take_service(uint16_t has, uint16_t source, uint32_t time, std::optional<uint16_t>& heir);
    uint64_t fingerprint() const;

    replay made_; // units and axes
    std::vector<feed> feeds_;
    std::map<uint16_t, size_t> rows_;
    record record_;
    duplicates seen_;
    tally counts_;
    std::optional<refusal> first_;
    qiki_ns now_ = 0;
    bool anchored_ = false;
    uint32_t order_ = 0;
    uint64_t last_id_ = 0, ordinal_ = 0;
};
} // namespace asterix::live

// SPDX-License-Identifier: MIT
// tests/unit/explain/tracks.cpp - the life of a track, told from its records.
#include "tests/unit/explain/film.hpp"

using namespace film;
using Catch::Matchers::Contains;

namespace {
// Track 17: born at 1 s, confirmed at 2 s, coasts at 3 s, taken up again at 4 s, ends at 6 s. Another tracker has a 17,
// too.
void live(explain::story& to) {
    tick()
        .add<qiki_contact>(nose, QIKI_REC_CONTACT, {contact(1, 1 * s, 1000, -0.5), contact(2, 1 * s, 2000, 1)})
        .add<qiki_track>(
            picture, QIKI_REC_TRACK,
            {track(16, 1 * s, QIKI_TRACK_TENTATIVE, 1, 0, 1 * s), track(17, 1 * s, QIKI_TRACK_TENTATIVE, 1, 0, 1 * s)})
        .add<qiki_assoc>(picture, QIKI_REC_ASSOC,
                         {link(17, 2, 1 * s, QIKI_ASSOC_BIRTH), link(16, 1, 1 * s, QIKI_ASSOC_BIRTH)})
        .add<qiki_track>(second, QIKI_REC_TRACK, {track(17, 1 * s, QIKI_TRACK_CONFIRMED, 9, 0, 1 * s)})
        .show(to, 1);
    tick()
        .add<qiki_contact>(nose, QIKI_REC_CONTACT, {contact(3, 2 * s, 2100, 1)})
        .add<qiki_track>(
            picture, QIKI_REC_TRACK,
            {track(17, 2 * s, QIKI_TRACK_CONFIRMED, 2, 0, 2 * s), track(23, 2 * s, QIKI_TRACK_TENTATIVE, 1, 0, 2 * s)})
        .add<qiki_assoc>(picture, QIKI_REC_ASSOC, {link(17, 3, 2 * s, 0, 0.75)})
        .show(to, 2);
    tick().add<qiki_track>(picture, QIKI_REC_TRACK, {track(17, 3 * s, QIKI_TRACK_COASTING, 2, 1, 2 * s)}).show(to, 3);
    tick()
        .add<qiki_contact>(nose, QIKI_REC_CONTACT, {contact(4, 4 * s, 2300, 1)})
        .add<qiki_track>(picture, QIKI_REC_TRACK, {track(17, 4 * s, QIKI_TRACK_CONFIRMED, 3, 0, 4 * s)})
        .add<qiki_assoc>(picture, QIKI_REC_ASSOC, {link(17, 4, 4 * s)})
        .show(to, 4);
    tick().add<qiki_track>(picture, QIKI_REC_TRACK, {track(17, 5 * s, QIKI_TRACK_COASTING, 3, 1, 4 * s)}).show(to, 5);
    tick().add<qiki_track>(picture, QIKI_REC_TRACK, {track(17, 6 * s, QIKI_TRACK_ENDED, 3, 2, 4 * s)}).show(to, 6);
}
} // namespace

TEST_CASE("a track's story: born, confirmed, coasting, ended, with each plot it took") {
    const set cast;
    const auto why = story("picture/track:17", cast);
    live(*why);
    CHECK(why->text(cast.names) ==
          "Track 17 of 'picture'\n"
          "  began      1.000 s, tentative at first\n"
          "  confirmed  2.000 s, with 2 scans that had a plot\n"
          "  coasted    2 times, 2 scans at the longest: 3.000 s to 4.000 s, 5.000 s to 6.000 s\n"
          "  ended      6.000 s: 2 scans in a row without a plot, the last plot at 4.000 s\n"
          "  plots      3\n"
          "\n"
          "     time  from  plot  measured          weight  note\n"
          "  1.000 s  nose     2  2000.0 m, 57.30°       1  began the track\n"
          "  2.000 s  nose     3  2100.0 m, 57.30°    0.75\n"
          "  4.000 s  nose     4  2300.0 m, 57.30°       1\n");
}

TEST_CASE("the same number of another tracker is another track") {
    const set cast;
    const auto why = story("second/track:17", cast);
    live(*why);
    const std::string text = why->text(cast.names);
    CHECK_THAT(text, Contains("Track 17 of 'second'") && Contains("lives      confirmed") &&
                         Contains("writes no associations"));
    CHECK_THAT(text, !Contains("coasted"));
}

TEST_CASE("a bearing west of north is told from 0 to 360 degrees") {
    const set cast;
    const auto why = story("picture/track:16", cast);
    live(*why);
    CHECK_THAT(why->text(cast.names),
               Contains("331.35°") && Contains("confirmed  never") && Contains("lives      tentative"));
}

TEST_CASE("a track that was not there: the nearest that were") {
    const set cast;
    const auto ask = [&](const char* asked, bool run) {
        const auto why = story(asked, cast);
        if (run) live(*why);
        return wrong([&] { why->text(cast.names); });
    };
    CHECK_THAT(ask("picture/track:18", true), Contains("made no track 18") && Contains("the nearest are 17 and 23"));
    CHECK_THAT(ask("picture/track:99", true), Contains("the nearest is 23"));
    CHECK_THAT(ask("picture/track:3", true), Contains("the nearest is 16"));
    CHECK_THAT(ask("picture/track:3", false), Contains("made no track at all"));
}

TEST_CASE("a later run with a reset is not mixed in") {
    const set cast;
    const auto why = story("picture/track:17", cast);
    live(*why);
    const std::string once = why->text(cast.names);
    tick()
        .add<qiki_track>(picture, QIKI_REC_TRACK, {track(17, 1 * s, QIKI_TRACK_TENTATIVE, 1, 0, 1 * s)})
        .show(*why, 1, 2);
    CHECK(why->text(cast.names) == once);
}

TEST_CASE("merged tracks, existence, and an item that was never seen are told") {
    const set cast;
    const auto why = story("picture/track:17", cast);
    qiki_track last = track(17, 2 * s, QIKI_TRACK_ENDED, 1, 0, 1 * s);
    last.valid = QIKI_TRACK_HAS_EXISTENCE, last.existence = 0.25;
    qiki_assoc merge = link(5, 17, 2 * s, QIKI_ASSOC_MERGED);
    merge.kind = QIKI_ITEM_TRACK;
    tick()
        .add<qiki_track>(picture, QIKI_REC_TRACK, {track(17, 1 * s, QIKI_TRACK_TENTATIVE, 1, 0, 1 * s)})
        .add<qiki_assoc>(picture, QIKI_REC_ASSOC, {link(17, 77, 1 * s, QIKI_ASSOC_BIRTH)})
        .show(*why, 1);
    tick()
        .add<qiki_track>(picture, QIKI_REC_TRACK, {last})
        .add<qiki_assoc>(picture, QIKI_REC_ASSOC, {merge})
        .show(*why, 2);
    CHECK_THAT(why->text(cast.names),
               Contains("merged into track 5; it was never confirmed; existence 0.25") && Contains("not kept"));
}

TEST_CASE("a long life is told by its beginning and its end, in bounded memory") {
    const set cast;
    const auto why = story("picture/track:17", cast);
    for (uint64_t k = 1; k <= 5000; ++k)
        tick()
            .add<qiki_contact>(nose, QIKI_REC_CONTACT,
                               {contact(k, static_cast<qiki_ns>(k) * s, 1000 + static_cast<double>(k), 0.1)})
            .add<qiki_track>(
                picture, QIKI_REC_TRACK,
                {track(17, static_cast<qiki_ns>(k) * s, k % 2 ? QIKI_TRACK_COASTING : QIKI_TRACK_CONFIRMED, 1, 0, s)})
            .add<qiki_assoc>(picture, QIKI_REC_ASSOC, {link(17, k, static_cast<qiki_ns>(k) * s)})
            .show(*why, k);
    const std::string text = why->text(cast.names);
    CHECK_THAT(text, Contains("plots      5000") && Contains("4800 plots between") && Contains("1001.0 m") &&
                         Contains("1100.0 m") && Contains("5901.0 m") && Contains("6000.0 m") &&
                         !Contains("1101.0 m") && !Contains("5900.0 m"));
    CHECK(text.size() < 50000);
    CHECK(text.find("5901.0 m") < text.find("5902.0 m"));
}

// SPDX-License-Identifier: MIT
// host/conform/drive/variants.hpp - other configurations that a plugin's table allows, for checks that play the
// defaults: a fault may show only there.
#pragma once
#include "host/conform/check.hpp"
#include <functional>

namespace qiki::conform {

using settings = std::map<std::string, std::string>; // as --set gives them

// Of each two angles that follow each other in the table, wide ones (half a circle or more), and of each list of two:
// the first drawn low and the second high, then the other way round, all else at its default. So a sector passes
// through north once, whether it is given by two bearings or by its middle and its width. At most four such pairs.
std::vector<settings> sectors(const subject&);

// n, each of one to three drawn parameters: a limit, a value between the limits, or one of the default's size. They go
// through the table in turn, and begin where the seed says.
std::vector<settings> drawn(const subject&, uint32_t n);

// Each number alone at its upper limit, at its lower one, and between them, where small ones are as likely as large;
// a switch the other way round. At most sixty, which begin where the seed says.
std::vector<settings> one_by_one(const subject&);

// Each length of time alone at 5 s, as far as its limits go: what begins or ends by then does so within a play.
std::vector<settings> soon(const subject&);
// Each number alone at its lower limit, unless that is its default: at most twelve, which begin where the seed says.
std::vector<settings> lowest(const subject&);
// Each number alone that lies between 0 and 1, a probability or a share, at 0.5: at most twelve, which begin where the
// seed says.
std::vector<settings> half_the_time(const subject&);
// Each text alone that is empty by default and whose key or help speaks of a file, a folder or a path, as a name in the
// working folder: who writes none by default may write one there. At most four.
std::vector<settings> named_files(const subject&);

// Plays it with each of them that the plugin takes. What fails says with which --set it does; what says nothing, or is
// for another check, is passed over.
void with_each(const subject&, const std::vector<settings>&, const std::function<void(subject&)>& play);
// Whether a tick of it takes more than 5 ms of processor time: what drawn parameters may ask for, a thousand false
// alarms a tick among it, is not played at length.
bool is_costly(const subject&);
} // namespace qiki::conform

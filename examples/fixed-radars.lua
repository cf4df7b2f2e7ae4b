-- SPDX-License-Identifier: MIT
-- examples/fixed-radars.lua - both example radars watch one visitor; a tracker makes one picture of what they say.
local q = require "qiki"
return q.scenario {
  name = "fixed radars", seed = 1, tick = 1, duration = 60,
  vehicles = { q.use "qiki.vehicle.point"    { id = "visitor", at = {4e3, 9e3, 500}, velocity = {0, -120, 0} } },
  radars   = { q.use "org.example.radar.cpp" { id = "west", position = {-3e3, 0, 20}, range = 15e3 },
               q.use "org.example.radar.c"   { id = "east", position = {3e3, 500, 30}, range = 12e3 } },
  trackers = { q.use "qiki.tracker.gnn"      { id = "picture", from = {"west", "east"} } },
}

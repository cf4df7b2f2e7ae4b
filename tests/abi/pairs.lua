-- SPDX-License-Identifier: MIT
-- pairs.lua - one plugin of each of four kinds: what the two minors must agree on. A craft meets debris; its policy watches.
local q = require "qiki"
return q.scenario {
  name = "pairs", seed = 7, tick = 0.1, duration = 90,
  vehicles = {
    q.use "qiki.vehicle.point" { id = "qiki", at = { 0, -8000, 300 }, velocity = { 0, 50, 0 } },
    q.use "qiki.vehicle.point" {
      id = "station", at = { 200, 0, 300 }, rcs_dbsm = 12, transponder = "s", address24 = 0x3C0001, identity = "STATION",
    },
    q.use "qiki.vehicle.point" { id = "debris", at = { 60, -3500, 310 }, velocity = { -1, -8, 0 }, rcs_dbsm = -5 },
  },
  radars = {
    q.use "qiki.radar.pulse" {
      id = "nose", on = "qiki", axes = "body", range = q.km(10), sr_threshold = q.km(5), azimuth_width = q.deg(120),
      elevation_min = q.deg(-30), elevation_max = q.deg(30), scan_period = 1, sectors = 3, snr_ref_db = 16, range_ref = q.km(8),
      elevation = true, range_rate = true, resolution = 30, beamwidth = q.deg(2), beamwidth_elevation = q.deg(2), clutter = 2,
    },
  },
  trackers = { q.use "qiki.tracker.alphabeta" { id = "picture", from = { "nose" } } },
  agents = { q.use "qiki.agent.watch" { id = "mind", of = "qiki", policy = "policies/watch.lua" } },
}

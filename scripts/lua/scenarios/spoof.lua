-- SPDX-License-Identifier: MIT
-- spoof.lua - a stranger shows the station's address; what it is as an echo gives it away, before it is near.
--
-- The station answers where it always was, large and at rest. The stranger begins to answer with the same address within short
-- range, small and on its way: first it is told apart by its echo, then both are seen to show one address, and within 500 m the
-- agent raises the alarm. A silent craft drifts by: it never answers, and nobody calls it a friend.
local q = require "qiki"
local rules = require "qiki.rules"
local station = 0x3C0001

return q.scenario {
  name = "spoof", seed = 11, tick = 0.1, duration = 120,

  vehicles = {
    q.use "qiki.vehicle.craft" { id = "qiki", hold = true },
    q.use "qiki.vehicle.point" {
      id = "station", at = { 800, 3000, 300 }, rcs_dbsm = 14, object_class = "station", size_m = 40,
      transponder = "s", address24 = station, identity = "STATION",
    },
    q.use "qiki.vehicle.point" {
      id = "stranger", at = { -3500, 4200, 200 }, velocity = { 30, -36, -1 }, rcs_dbsm = 1, object_class = "craft",
      transponder = "s", address24 = station, identity = "STATION",
    },
    q.use "qiki.vehicle.craft" { id = "silent", at = { 2500, -1500, -200 }, velocity = { -8, 4, 0 }, rcs_dbsm = 3, xpdr = "silent" },
  },

  sensors = { q.use "qiki.sensor.gnss" { id = "place", on = "qiki", rate = 5 } },
  radars = {
    q.use "qiki.radar.pulse" {
      id = "nose", on = "qiki", range = q.km(10), scan_period = 1, elevation = true, range_rate = true,
      snr_ref_db = 16, range_ref = q.km(8), resolution = 30, beamwidth = q.deg(2), beamwidth_elevation = q.deg(2), pfa = 1e-9,
    },
  },
  trackers = {
    q.use "qiki.tracker.gnn" { id = "echoes", from = { "nose" }, q = 1 },
    q.use "qiki.tracker.classify" {
      id = "picture", from = { "echoes", "nose" },
      rules = rules {
        { address = station, rcs = { max = 8 }, iff = "hostile", class = "ship", spoofed = true }, -- its name is too large for it
        { address = station, rcs = { min = 8 }, iff = "friend", class = "station", spoofed = false },
        { answers = "no", rcs = { 0, 8 }, class = "ship" },
      },
    },
  },
  agents = { q.use "qiki.agent.watch" { id = "mind", of = "qiki", from = "picture", policy = "policies/watch.lua", commands = false } },

  expect = {
    q.expect {
      events = {
        { "TRACK_CLASSIFIED", from = "picture", before = 15 },
        { "RADAR_ALERT_SPOOF", from = "mind", at = 106.3, within = 3 },
      },
    },
    q.expect { digest = "08a8acfe87077590eb7f5ba3e2b9cccb", no_drops = true, no_late_frames = true, no_warnings = true },
  },
}

-- SPDX-License-Identifier: MIT
-- foe.lua - five strangers become a station, a ship, a drone, an asteroid and debris, and one of them a foe that falls silent.
--
-- The rules know one friend and one foe by their addresses, everybody else by echo, speed and silence. The foe comes past at
-- 60 m; it stops to answer at 50 s, and is a foe still, for the track keeps the name. A rock 400 m wide hides who is behind it.
local q = require "qiki"
local rules = require "qiki.rules"
local friend, foe = 0x3C0001, 0x3C0666

local function ship(id, from, to, answers) -- one body until `to`, the next one from then on
  return q.use "qiki.vehicle.point" {
    id = id, at = { 60, 2400 - 30 * from, 20 }, velocity = { 0, -30, 0 }, start = from, stop = to, rcs_dbsm = 4, object_class = "craft",
    iff = "hostile", transponder = answers and "s" or "none", address24 = answers and foe or nil,
  }
end

return q.scenario {
  name = "foe", seed = 4, tick = 0.1, duration = 100,

  vehicles = {
    q.use "qiki.vehicle.craft" { id = "qiki", hold = true },
    ship("talks", 0, 50, true), ship("silent", 50, 0, false),
    q.use "qiki.vehicle.point" {
      id = "station", at = { -1500, 2500, 100 }, rcs_dbsm = 14, object_class = "station", size_m = 40, transponder = "s", address24 = friend,
    },
    q.use "qiki.vehicle.point" { id = "drone", at = { 2000, 800, -50 }, velocity = { -25, 8, 0 }, rcs_dbsm = -7, object_class = "drone", transponder = "c" },
    q.use "qiki.vehicle.point" { id = "debris", at = { 900, -1500, 80 }, velocity = { -2, 5, 0 }, rcs_dbsm = -8, object_class = "debris" },
    q.use "qiki.vehicle.point" { id = "rock", at = { -3000, -1500, 0 }, rcs_dbsm = 28, object_class = "body", size_m = 400 },
    q.use "qiki.vehicle.point" { id = "hidden", at = { -4000, -2000, 0 }, rcs_dbsm = 10, object_class = "craft" },
  },

  sensors = { q.use "qiki.sensor.gnss" { id = "place", on = "qiki", rate = 5 } },
  radars = {
    q.use "qiki.radar.pulse" {
      id = "nose", on = "qiki", range = q.km(10), scan_period = 1, elevation = true, range_rate = true,
      snr_ref_db = 22, range_ref = q.km(8), resolution = 30, beamwidth = q.deg(2), beamwidth_elevation = q.deg(2), pfa = 1e-9,
    },
  },
  trackers = {
    q.use "qiki.tracker.gnn" { id = "echoes", from = { "nose" }, q = 1 },
    q.use "qiki.tracker.classify" {
      id = "picture", from = { "echoes", "nose" },
      rules = rules {
        { address = friend, iff = "friend" },
        { address = foe, iff = "foe" },
        { rcs = { min = 21 }, speed = { max = 10 }, answers = "no", class = "asteroid" },
        { rcs = { min = 9 }, speed = { max = 10 }, answers = "yes", class = "station" },
        { rcs = { max = -1 }, speed = { min = 10 }, answers = "yes", class = "drone" },
        { rcs = { max = -1 }, speed = { max = 12 }, answers = "no", class = "debris" },
        { rcs = { -1, 9 }, class = "ship" },
      },
    },
  },
  agents = { q.use "qiki.agent.watch" { id = "mind", of = "qiki", from = "picture", policy = "policies/watch.lua", commands = false } },

  expect = {
    q.expect { events = { { "TRACK_CLASSIFIED", before = 20 }, { "RADAR_ALERT_FOE_APPROACH", from = "mind", at = 75.5, within = 2 } } },
    q.expect { tracks = "picture/confirmed", equals = 5, name = "one is hidden behind the rock" },
    q.expect { digest = "ecaaea27de0161ea8257246f0697bbba", no_drops = true, no_late_frames = true, no_warnings = true },
  },
}

-- SPDX-License-Identifier: MIT
-- watch.lua - a craft flies towards a station and meets traffic, as in approach.lua; a policy watches, and turns it away
-- from who comes too near.
--
-- The agent sees what its craft can: tracks of the nose radar, its own place from a satellite receiver. Debris comes within
-- 70 m: critical, the craft turns. A stranger claims the station's address: a warning when it is near.
local q = require "qiki"

return q.scenario {
  name = "watch", seed = 7, tick = 0.1, duration = 120,

  vehicles = {
    q.use "qiki.vehicle.aircraft" { id = "qiki", at = { 0, -8000, 300 }, speed = 50, speed_max = 60, object_class = "craft" },

    -- Known by its transponder, and a large target: seen from afar, named from 5 km on.
    q.use "qiki.vehicle.point" {
      id = "station", at = { 200, 0, 300 }, rcs_dbsm = 12,
      transponder = "s", address24 = 0x3C0001, identity = "STATION",
    },
    -- Gives its height, not its name.
    q.use "qiki.vehicle.point" {
      id = "ferry", at = { -3000, -1000, 420 }, velocity = { 35, -20, 0 }, rcs_dbsm = 5, transponder = "c",
    },
    -- Claims to be the station.
    q.use "qiki.vehicle.point" {
      id = "stranger", at = { 1500, 1000, 350 }, velocity = { -12, -45, 0 }, rcs_dbsm = 3,
      transponder = "s", address24 = 0x3C0001, identity = "STATION",
    },
    -- Says nothing, and comes closest.
    q.use "qiki.vehicle.point" { id = "debris", at = { 60, -3500, 310 }, velocity = { -1, -8, 0 }, rcs_dbsm = -5 },
  },

  sensors = {
    q.use "qiki.sensor.gnss" { id = "place", on = "qiki", rate = 5 },
    q.use "qiki.sensor.imu" { id = "motion", on = "qiki", gravity = q.g(1) }, -- over the ground
  },

  -- Sweeps 120 degrees ahead once a second, in three frames; measures elevation and range rate; bearings from the nose.
  radars = {
    q.use "qiki.radar.pulse" {
      id = "nose", on = "qiki", axes = "body",
      range = q.km(10), sr_threshold = q.km(5), azimuth_width = q.deg(120),
      elevation_min = q.deg(-30), elevation_max = q.deg(30), scan_period = 1, sectors = 3,
      snr_ref_db = 16, range_ref = q.km(8), elevation = true, range_rate = true,
      resolution = 30, beamwidth = q.deg(2), beamwidth_elevation = q.deg(2), clutter = 2, pfa = 1e-8,
    },
  },

  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = { "nose" } } },

  agents = {
    q.use "qiki.agent.watch" { id = "mind", of = "qiki", policy = "policies/watch.lua" },
  },

  expect = {
    q.expect {
      defaults = true,
      events = {
        { "RADAR_ALERT_UNKNOWN_CLOSE", from = "mind", at = 76.5, within = 2 },
        { "RADAR_ALERT_UNKNOWN_CLOSE", from = "mind", at = 79.1, within = 2 },
        { "RADAR_ALERT_SPOOF", from = "mind", at = 91.6, within = 3 },
      },
    },
    q.expect { digest = "c05adb583519d366ca876cd7cbb3c8a5", no_drops = true, no_late_frames = true },
  },
}

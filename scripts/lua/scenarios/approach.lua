-- SPDX-License-Identifier: MIT
-- approach.lua - a craft flies towards a station and meets traffic; its nose radar sees who is there, and near by who it is.
--
-- Beyond sr_threshold a contact is long range: a place, a speed, a strength. Within it a transponder answers, if there is
-- one, and if it tells the truth.
local q = require "qiki"

return q.scenario {
  name = "approach", seed = 7, tick = 0.1, duration = 120,

  vehicles = {
    q.use "qiki.vehicle.point" { id = "qiki", at = { 0, -8000, 300 }, velocity = { 0, 50, 0 } },

    -- Known by its transponder, and a large target: seen from afar, named from 5 km on.
    q.use "qiki.vehicle.point" {
      id = "station", at = { 200, 0, 300 }, rcs_dbsm = 12,
      transponder = "s", address24 = 0x3C0001, identity = "STATION",
    },
    -- Gives its height, not its name.
    q.use "qiki.vehicle.point" {
      id = "ferry", at = { -3000, -1000, 420 }, velocity = { 35, -20, 0 }, rcs_dbsm = 5, transponder = "c",
    },
    -- Claims to be somebody else.
    q.use "qiki.vehicle.point" {
      id = "stranger", at = { 1500, 1000, 350 }, velocity = { -12, -45, 0 }, rcs_dbsm = 3,
      transponder = "spoof", address24 = 0x3C0666, identity = "STRANGER",
    },
    -- Says nothing, and comes closest.
    q.use "qiki.vehicle.point" { id = "debris", at = { 60, -3500, 310 }, velocity = { -1, -8, 0 }, rcs_dbsm = -5 },
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

  -- All four are held at the end, for any seed; three frames a second, and contacts as Pd and clutter let expect.
  expect = {
    q.expect { defaults = true, tracks = "picture/confirmed", equals = 4 },
    q.expect { defaults = true, metric = "nose/frames", equals = 360 },
    q.expect { defaults = true, metric = "nose/contacts", min = 520, max = 720 },
    q.expect { digest = "e8ab155b20a5e2d1e4b00dcfd25023f7", no_drops = true, no_late_frames = true, no_warnings = true },
  },
}

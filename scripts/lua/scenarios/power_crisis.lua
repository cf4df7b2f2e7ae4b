-- SPDX-License-Identifier: MIT
-- power_crisis.lua - a craft gives out more than comes in: it sheds its radar, its mind gives up the burst link, and both
-- together save it.
--
-- At a fifth of the charge the power plane sheds radar and transponder. That is not enough, and the mind switches the burst link
-- off; then the battery fills, and at three tenths the radar is back. While it is dark its frames say so, and the track of the
-- station is not lost.
local q = require "qiki"

return q.scenario {
  name = "power crisis", seed = 7, tick = 0.1, duration = 120,

  vehicles = {
    q.use "qiki.vehicle.craft" {
      id = "qiki", at = { 0, 0, 100 }, hold = true, battery = { capacity = 2 * 3600, soc = 0.3 }, supercap = { capacity = 0 },
      solar = { power = 76 }, nbl = { soc = 0.05 },
    },
    q.use "qiki.vehicle.point" { id = "station", at = { 200, 3000, 300 }, rcs_dbsm = 14, object_class = "station" },
  },

  sensors = { q.use "qiki.sensor.gnss" { id = "place", on = "qiki", rate = 5 } },
  radars = {
    q.use "qiki.radar.pulse" {
      id = "nose", on = "qiki", range = q.km(10), scan_period = 1, elevation = true, range_rate = true, snr_ref_db = 22, range_ref = q.km(8),
      resolution = 30, beamwidth = q.deg(2), beamwidth_elevation = q.deg(2), pfa = 1e-9, swerling = 0,
    },
  },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = { "nose" } } },
  agents = { q.use "qiki.agent.core" { id = "mind", of = "qiki", policy = "policies/power.lua", dead_after = 120 } }, -- its radar may be dark for long

  expect = {
    q.expect {
      events = {
        { "POWER_LOW", from = "qiki", after = 10, before = 60 },
        { "LOADS_SHED", from = "qiki", after = 10, before = 60 },
        { "STATE_CHANGED", from = "mind", before = 90 }, -- SAVING
        { "POWER_OK", from = "qiki" },
        { "LOADS_RESTORED", from = "qiki" },
      },
      absent = { { "POWER_CRITICAL", from = "qiki" }, { "SAFE_REQUEST", from = "mind" }, { "BIOS_FAULT", from = "host" } },
      name = "shed, saved, restored",
    },
    q.expect { metric = "nose/frames.dark", min = 20 },
    q.expect { tracks = "picture/confirmed", equals = 1, name = "nobody takes a dark radar for an empty sky" },
    q.expect { metric = "host/safe_mode_entries", equals = 0, name = "a low battery is a warning" },
    q.expect { digest = "f6ee2ad736db6133b7aeb6b6c7996a4f", no_drops = true, no_late_frames = true },
  },
}

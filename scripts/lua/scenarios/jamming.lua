-- SPDX-License-Identifier: MIT
-- jamming.lua - a jammer takes the sight towards it for half a minute: what is far is lost, what is near burns through.
--
-- Two ferries are 6 km and 700 m to the north, a third 6 km to the south. From 40 to 80 s a jammer radiates from 12 km in the north.
-- In its direction the noise rises by 34 dB: the far ferry there is lost, the near one is not; beside the beam only side lobes
-- listen, and the one in the south stays. The agent tells when its picture is not whole.
local q = require "qiki"
local frequency = q.ghz(9.5)

return q.scenario {
  name = "jamming", seed = 5, tick = 0.1, duration = 120,

  vehicles = {
    q.use "qiki.vehicle.craft" { id = "qiki", hold = true },
    q.use "qiki.vehicle.point" { id = "far", at = { 0, 6000, 200 }, velocity = { 3, 0, 0 }, rcs_dbsm = 5, object_class = "craft" },
    q.use "qiki.vehicle.point" { id = "near", at = { 40, 700, 20 }, rcs_dbsm = 5, object_class = "craft" },
    q.use "qiki.vehicle.point" { id = "south", at = { 500, -6000, 0 }, velocity = { 3, 0, 0 }, rcs_dbsm = 5, object_class = "craft" },
    q.use "qiki.vehicle.point" {
      id = "jammer", at = { 100, 12000, 300 }, start = 40, stop = 80, rcs_dbsm = -20, emitter_hz = frequency, emitter_dbw = -8,
    },
  },

  sensors = { q.use "qiki.sensor.gnss" { id = "place", on = "qiki", rate = 5 } },
  radars = {
    q.use "qiki.radar.pulse" {
      id = "nose", on = "qiki", range = q.km(10), scan_period = 1, elevation = true, range_rate = true,
      model = "physical", power = q.kw(5), gain_db = 36, frequency = frequency, bandwidth = q.mhz(1), losses_db = 6, noise_figure_db = 4,
      sidelobes_db = -30, resolution = 30, beamwidth = q.deg(2), beamwidth_elevation = q.deg(2), pfa = 1e-9, swerling = 0,
    },
  },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = { "nose" }, q = 1 } },
  agents = { q.use "qiki.agent.watch" { id = "mind", of = "qiki", policy = "policies/sight.lua", with = { wanted = 3 }, commands = false } },

  expect = {
    q.expect {
      events = {
        { "STATE_CHANGED", from = "mind", before = 6 }, -- sees all three
        { "STATE_CHANGED", from = "mind", at = 41.5, within = 1.5 }, -- is blinded
        { "STATE_CHANGED", from = "mind", at = 82.5, within = 2.5 }, -- sees them again
      },
      absent = { { "STATE_CHANGED", from = "mind", after = 6, before = 40 }, { "STATE_CHANGED", from = "mind", after = 43, before = 80 } },
    },
    q.expect { tracks = "picture/confirmed", equals = 3 },
    q.expect { digest = "3d661a1cb72a7738a1713ec78e378dca", no_drops = true, no_late_frames = true, no_warnings = true },
  },
}

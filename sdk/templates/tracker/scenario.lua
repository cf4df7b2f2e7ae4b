-- @name@.lua - three targets, one radar that measures elevation, some clutter. `qiki run @name@.lua --plugin build --plot @name@.svg`
local q = require "qiki"
return q.scenario {
  name = "@name@", seed = 1, tick = 1, duration = 150,
  vehicles = {
    q.use "qiki.vehicle.point" { id = "one", at = { 4e3, 9e3, 1500 }, velocity = { 0, -110, 0 } },
    q.use "qiki.vehicle.point" { id = "two", at = { -9e3, 2e3, 2500 }, velocity = { 100, 20, 0 } },
    q.use "qiki.vehicle.point" { id = "three", at = { -2e3, -8e3, 3500 }, velocity = { 40, 90, 0 } },
  },
  radars = {
    q.use "qiki.radar.pulse" {
      id = "tower", range = q.km(20), snr_ref_db = 20, range_ref = q.km(20), elevation = true,
      resolution = 60, beamwidth = q.deg(1.5), beamwidth_elevation = q.deg(1.5), clutter = 1,
    },
  },
  trackers = { q.use "@id@" { id = "mine" } },
  bridges = { q.use "qiki.bridge.score" { id = "marks" } },
  expect = {
    q.expect { tracks = "mine/confirmed", equals = 3 },
    q.expect { no_drops = true, no_warnings = true },
  },
}

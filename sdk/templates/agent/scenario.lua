-- @name@.lua - a craft meets a balloon on its way; its agent turns it away, and back. `qiki run @name@.lua --plugin build --plot @name@.svg`
local q = require "qiki"
return q.scenario {
  name = "@name@", seed = 1, tick = 0.5, duration = 360,
  vehicles = {
    q.use "qiki.vehicle.aircraft" { id = "craft", at = { 0, -6e3, 1000 }, headings = { 0 }, speed = 30 },
    q.use "qiki.vehicle.point" { id = "balloon", at = { 300, 0, 1000 } },
  },
  sensors = { q.use "qiki.sensor.gnss" { id = "receiver", on = "craft" } },
  radars = {
    q.use "qiki.radar.pulse" {
      id = "nose", on = "craft", range = q.km(8), snr_ref_db = 22, range_ref = q.km(8), elevation = true,
      resolution = 30, beamwidth = q.deg(2), beamwidth_elevation = q.deg(2), pfa = 1e-9,
    },
  },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = { "nose" } } },
  agents = { q.use "@id@" { id = "mind", of = "craft" } },
  expect = {
    q.expect { metric = "host/commands_passed", min = 2, name = "it turned away, and resumed" },
    q.expect { no_drops = true, no_warnings = true },
  },
}

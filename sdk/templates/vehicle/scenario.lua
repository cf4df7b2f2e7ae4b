-- @name@.lua - the boat sails east; a second one starts northwards. `qiki run @name@.lua --plugin build --plot @name@.svg`
local q = require "qiki"
return q.scenario {
  name = "@name@", seed = 1, tick = 0.5, duration = 120,
  vehicles = {
    q.use "@id@" { id = "first", at = { -500, 0 }, heading = q.deg(90), speed = 8 },
    q.use "@id@" { id = "second", at = { 0, -600 }, speed = 5 },
  },
  radars = { q.use "qiki.radar.pulse" { id = "shore", at = { 0, 2e3, 30 }, range = q.km(10), snr_ref_db = 20, range_ref = q.km(10) } },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", state_dims = 2, max_speed = 30 } },
  expect = {
    q.expect { records = "truth", equals = 480, name = "both are there in every tick" },
    q.expect { no_drops = true, no_warnings = true },
  },
}

-- @name@.lua - two targets fly by; a tracker makes a picture of what the radar says. `qiki run @name@.lua --plugin build --plot @name@.svg`
local q = require "qiki"
return q.scenario {
  name = "@name@", seed = 1, tick = 1, duration = 120,
  vehicles = {
    q.use "qiki.vehicle.point" { id = "one", at = { 4e3, 9e3, 500 }, velocity = { 0, -120, 0 } },
    q.use "qiki.vehicle.point" { id = "two", at = { -9e3, 2e3, 900 }, velocity = { 130, 20, 0 } },
  },
  radars = { q.use "@id@" { id = "mine", position = { 0, 0, 20 }, range = q.km(15) } },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = { "mine" } } },
  expect = {
    q.expect { metric = "mine/frames", equals = 120 },
    q.expect { metric = "mine/contacts", min = 190, max = 240, name = "as many as pd lets expect" },
    q.expect { tracks = "picture/live", min = 2, max = 3 },
    q.expect { no_drops = true, no_late_frames = true, no_warnings = true },
  },
}

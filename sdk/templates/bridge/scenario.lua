-- @name@.lua - a body flies past a buoy; the witness says how near. `qiki run @name@.lua --plugin build`
local q = require "qiki"
return q.scenario {
  name = "@name@", seed = 1, tick = 0.1, duration = 60,
  vehicles = { q.use "qiki.vehicle.point" { id = "visitor", at = { -3e3, 400, 0 }, velocity = { 100, 0, 0 } } },
  bridges = { q.use "@id@" { id = "buoy" } },
  expect = {
    q.expect { metric = "buoy/closest", min = 400, max = 400.2 },
    q.expect { metric = "buoy/closest.time", min = 29.8, max = 30.2 },
    q.expect { no_drops = true, no_warnings = true },
  },
}

-- @name@.lua - a craft climbs through the ceiling of its altimeter. `qiki run @name@.lua --plugin build --csv records`
local q = require "qiki"
return q.scenario {
  name = "@name@", seed = 1, tick = 1, duration = 100,
  vehicles = { q.use "qiki.vehicle.point" { id = "balloon", at = { 0, 0, 100 }, velocity = { 3, 0, 10 } } },
  sensors = { q.use "@id@" { id = "height", on = "balloon", ceiling = 900, sigma = 3 } },
  expect = {
    q.expect { records = "sample", equals = 100, name = "a sample a tick, also where there is nothing to read" },
    q.expect { no_drops = true, no_warnings = true },
  },
}

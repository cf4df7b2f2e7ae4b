-- SPDX-License-Identifier: MIT
-- speed.lua - a scenario that states no digest.
local q = require "qiki"
return q.scenario {
  name = "speed", seed = 1, tick = 1, duration = 5,
  vehicles = {
    q.use "qiki.vehicle.point" { id = "one", velocity = { 30, 40, 0 } },
    q.use "qiki.vehicle.point" { id = "two", velocity = { 0, 5, 12 } },
  },
  sensors = { q.use "org.qiki.test.speed" { id = "speed", on = "one" } },
  expect = { q.expect { metric = "speed/samples", min = 1 },
}

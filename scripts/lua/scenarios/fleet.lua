-- SPDX-License-Identifier: MIT
-- fleet.lua - two teams of aircraft fly towards each other and through: what a step of one aircraft costs.
--
--     qiki run scripts/lua/scenarios/fleet.lua
--     qiki run scripts/lua/scenarios/fleet.lua --set count=10000
--     qiki run scripts/lua/scenarios/fleet.lua --set collisions=2 --set on_collision=remove
--
-- The mission is the one multi-agent simulators are timed with: 1,000 steps of 0.1 s, everybody straight on under an
-- autopilot, integrated by Runge-Kutta, one motion step a tick.
local q = require "qiki"

local count = q.param { "count", default = 1000, min = 2, max = 100000, help = "aircraft, half of them in each team" }
local collisions = q.param { "collisions", default = 0.0, min = 0, max = 100, help = "distance of a collision in m; 0: none are looked for" }
local on_collision = q.param { "on_collision", default = "count", choices = { "count", "remove" }, help = "what becomes of the two" }

return q.scenario {
  name = "fleet", seed = 1, tick = 0.1, duration = 100,

  vehicles = {
    q.use "qiki.vehicle.aircraft" {
      id = "fleet", count = count, identity = "UAV", object_class = "drone",
      at = { -1000, 0, 200,  1000, 0, 200 }, headings = q.deg { 90, -90 }, speed = 21,
      spread = { 100, 100, 20 },
      collision_distance = collisions, on_collision = on_collision,
    },
  },

  -- A place of each aircraft a tick.
  expect = {
    q.expect { defaults = true, records = "truth", equals = 1000 * count },
    q.expect { digest = "cecbd6bd4776daff5212e08448297fbe", no_drops = true, no_warnings = true },
  },
}

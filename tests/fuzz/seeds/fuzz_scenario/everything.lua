local q = require "qiki"
local n = q.param { "n", default = 3, min = 1, max = 9, help = "craft" }
local mode = q.param("mode", "scan", "of the radar")
local list = q.param("list", { 1, 2.5 })
local craft = {}
for i = 1, n do
  craft[i] = q.use "t.point" { id = "p" .. i, at = { i, -2, 3e3 }, velocity = q.velocity(q.kt(200), q.deg(45)), lit = i % 2 == 0 }
end
local function tower(id) return q.use "t.radar" { id = id, range = q.km(20), beam = q.deg(2), mode = mode, codes = { 1, 2 } } end
return q.scenario {
  name = "everything", seed = 7, tick = 0.1, duration = 120, epoch = "2026-11-21T08:00:00Z",
  origin = { 54.5, 10.25, 12 }, allow_dropped = false,
  vehicles = craft, sensors = { q.use "t.imu" { on = "p1", period = 0.2 } },
  radars = { tower "north", tower "south" },
  trackers = { q.use "t.gnn" { id = "picture", from = { "north", "south" } } },
  agents = { q.use "t.core" { of = "p2", from = "picture", policy = "policies/core.lua", with = { close_range = 80, initial = "PAUSED" } } }, bridges = { q.use "t.csv" {} },
  expect = { q.expect { events = { "A", { "B", from = "core", at = 12, within = 0.5 } }, ordered = false, absent = { { "C", after = 1, before = 9 } } },
    n > 2 and q.expect { metric = "north/contacts", min = 1, max = 1e3, name = "plots" }, q.expect { tracks = "picture/confirmed", equals = n },
    q.expect { records = "truth", min = 0, defaults = true }, q.expect { digest = "0123456789abcdef0123456789abcdef", no_drops = true } },
}

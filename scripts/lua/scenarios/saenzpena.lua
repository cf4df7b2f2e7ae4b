-- SPDX-License-Identifier: MIT
-- saenzpena.lua - what a radar adds to range, azimuth and time, found on line against the tracker that it feeds.
--
--     qiki run saenzpena.lua --set radar=radar.pcap --set tracks=tracks.pcap
--     qiki run saenzpena.lua ... --plot-metric registration.azimuth=azimuth.svg
--
-- `radar` is a recording of one radar (CAT034/048 or CAT001/002), `tracks` one of system tracks (CAT062) of the same
-- hours; both are replayed on one clock, t = 0 being `start`. Plots and tracks meet by 24-bit address or Mode 3/A code.
local q = require "qiki"

local radar = q.param { "radar", type = "text", help = "recording of the radar" }
local tracks = q.param { "tracks", type = "text", help = "recording of the system tracks" }
local origin = q.param {
  "origin", default = { -26.750555, -60.481666, 100.0 }, help = "degrees, degrees and metres; where the radar stands",
}
local start = q.param { "start", default = 60838.0, min = 0, max = 86400, help = "s of the day, of both, at t = 0" }
local delay = q.param { "delay", default = true, help = "estimate the delay of the radar's clock, too" }

local range = q.param { "range", default = 0.0, help = "NM; expect the range bias within 0.02 NM of this; 0: anything" }
local azimuth = q.param { "azimuth", default = 0.0, help = "degrees; expect the azimuth bias within 0.05 of this; 0: anything" }

local expect = { q.expect { no_drops = true } }
if range ~= 0 then
  table.insert(expect, q.expect { metric = "registration/range", min = range - 0.02, max = range + 0.02 })
  table.insert(expect, q.expect { metric = "registration/range.left", max = 0.06 })
end
if azimuth ~= 0 then
  table.insert(expect, q.expect { metric = "registration/azimuth", min = azimuth - 0.05, max = azimuth + 0.05 })
  table.insert(expect, q.expect { metric = "registration/azimuth.left", max = 0.07 })
end

return q.scenario {
  name = "saenzpena", seed = 1, tick = 1, origin = origin,

  radars = {
    q.use "qiki.radar.asterix" { id = "radar", file = radar, start = start },
    q.use "qiki.radar.asterix" { id = "reference", file = tracks, start = start },
  },

  bridges = { q.use "qiki.bridge.registration" { id = "registration", from = { "radar", "reference" }, delay = delay } },

  expect = expect,
}

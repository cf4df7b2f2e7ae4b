-- SPDX-License-Identifier: MIT
-- recording.lua - an ASTERIX recording alone, decoded and played through: what `qiki asterix FILE` runs.
--
--     qiki run recording.lua --set file=hour.ast --csv out
local q = require "qiki"

local file = q.param { "file", type = "text", help = "recording: raw blocks, IOSS final format or pcap" }
local cat021 = q.param {
  "cat021", default = "skip", choices = { "skip", "0.23", "0.24", "0.26", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6" },
  help = "edition of ADS-B reports, which do not say it",
}
local origin = q.param { "origin", default = { 0.0, 0.0, 0.0 }, help = "degrees, degrees and metres; where (0, 0, 0) is" }
local sites = q.param {
  "sites", default = "",
  help = "of several radars: SAC/SIC:latitude,longitude,height; ... in degrees and metres",
}
local framing = q.param {
  "framing", default = "auto", choices = { "auto", "raw", "ff", "pcap", "oradis" },
  help = "of the file, when its first octets mislead",
}
local placed = origin[1] ~= 0 or origin[2] ~= 0 or origin[3] ~= 0

return q.scenario {
  name = "recording", tick = 1, origin = placed and origin or nil,
  radars = { q.use "qiki.radar.asterix" { id = "replay", file = file, framing = framing, sites = sites, cat021 = cat021 } },
  expect = { q.expect { no_drops = true } },
}

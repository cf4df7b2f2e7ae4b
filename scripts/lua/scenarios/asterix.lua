-- SPDX-License-Identifier: MIT
-- asterix.lua - an ASTERIX recording at the times it was made, and a tracker that follows what its radars saw.
--
--     qiki run asterix.lua --set file=hour.ast --set origin=41.3007,2.1021,27
--
-- CAT034/048 and CAT001/002 become frames of contacts; CAT062 becomes reference tracks, which no tracker sees. The run
-- lasts as long as the recording, and t = 0 is the whole second of its first record.
local q = require "qiki"

local file = q.param { "file", type = "text", help = "recording: raw blocks, IOSS final format or pcap" }
local cat021 = q.param {
  "cat021", default = "skip", choices = { "skip", "0.23", "0.24", "0.26", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6" },
  help = "edition of ADS-B reports, which do not say it",
}
local origin = q.param {
  "origin", default = { 0.0, 0.0, 0.0 },
  help = "degrees, degrees and metres; where the one radar stands, unless sites says more; for a place on the Earth",
}
local placed = origin[1] ~= 0 or origin[2] ~= 0 or origin[3] ~= 0
local sites = q.param {
  "sites", default = "",
  help = "of several radars: SAC/SIC:latitude,longitude,height; ... in degrees and metres",
}
local framing = q.param {
  "framing", default = "auto", choices = { "auto", "raw", "ff", "pcap", "oradis" },
  help = "of the file, when its first octets mislead",
}
local confirmed = q.param { "confirmed", default = 0, min = 0, help = "expect at least so many confirmed tracks at the end" }
local identity = q.param { "identity", default = true, help = "let addresses and codes help the tracker" }

return q.scenario {
  name = "asterix", seed = 1, tick = 0.25, origin = placed and origin or nil,

  radars = { q.use "qiki.radar.asterix" { id = "replay", file = file, framing = framing, sites = sites, cat021 = cat021 } },

  -- Its defaults are those of airliners.
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = { "replay" }, use_identity = identity } },

  -- What a recording holds is its own affair.
  expect = { q.expect { tracks = "picture/confirmed", min = confirmed, no_drops = true } },
}

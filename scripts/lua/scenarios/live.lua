-- SPDX-License-Identifier: MIT
-- live.lua - radars heard over UDP as they turn, tracked, and recorded; and the same run again from the recording.
--
--     qiki run live.lua --realtime 1 --set udp=232.1.1.12:21112 --set record=hour.pcap --set duration=3600
--     qiki run live.lua --set replay=hour.pcap --set duration=3600    # the same digest
--
-- A replay is the same run only with the same tick, duration and parameters.
local q = require "qiki"

local card = q.param { "interface", default = "", help = "IPv4 address of the network card that joins the group" }
local record = q.param { "record", default = "", help = "file that gets what is heard" }
local replay = q.param { "replay", default = "", help = "such a file, instead of udp" }
local udp = replay == "" and q.param { "udp", help = "GROUP:PORT to hear" } or ""
local duration = q.param { "duration", default = 60.0, min = 0.25, help = "s" }
local origin = q.param { "origin", default = { 41.30070, 2.10206, 27.0 }, help = "degrees, degrees and metres; where (0, 0, 0) is" }
local sites = q.param { "sites", default = "", help = "of the radars: SAC/SIC:latitude,longitude,height; ..." }
local cat021 = q.param {
  "cat021", default = "skip", choices = { "skip", "0.23", "0.24", "0.26", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6" },
  help = "edition of ADS-B reports, which do not say it",
}

return q.scenario {
  name = "live", seed = 1, tick = 0.25, duration = duration, origin = origin,
  radars = {
    q.use "qiki.radar.asterix.live" {
      id = "live", udp = udp, interface = card, record = record, replay = replay, sites = sites, cat021 = cat021,
    },
  },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = { "live" } } },
  expect = { q.expect { no_drops = true } },
}

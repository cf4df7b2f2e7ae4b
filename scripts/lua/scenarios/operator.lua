-- SPDX-License-Identifier: MIT
-- operator.lua - an operator at the desk of a small craft: what he approves is sealed and published once, what its agent
-- wants it wants of him, and in SAFE_MODE the gate lets emergency verbs alone pass.
local q = require "qiki"

return q.scenario {
  name = "operator", seed = 7, tick = 0.1, duration = 60,

  vehicles = { q.use "qiki.vehicle.craft" { id = "qiki", at = { 0, 0, 100 } } },

  -- Wants to turn every 5 s.
  agents = { q.use "qiki.agent.watch" { id = "mind", of = "qiki", policy = "policies/asks.lua" } },

  gate = {
    confirm = { "mind" },                                          -- acts by the operator's word only
    limits = { qiki = { ["rcs.fire"] = { percent = { 0, 40 } } } }, -- MODIFY
    lesser = { qiki = { velocity = "coast" } },                    -- DOWNGRADE, in SAFE_MODE
    stop = { qiki = "rcs.stop" },                                  -- said by the host when it is entered
  },

  bios = { manifest = { qiki = { mainboard = "controller", battery = "power_unit", transponder = "communication" } } },

  operator = {
    q.at(2, { command = "rcs.fire", to = "qiki", args = { axis = 0, percent = 60, duration = 1 } }), -- 40 % is what it gets

    -- Approved now, published later: by a stranger with another speed, as it was, and once more.
    q.at(4, { approve = "north", command = "velocity", to = "qiki", args = { 0, 0.5, 0 } }),
    q.at(5, { publish = "north", args = { 0, 50, 0 } }),
    q.at(6, { publish = "north" }),
    q.at(7, { publish = "north" }),

    q.at(11, { accept = "mind" }), -- its newest
    q.at(16, { reject = "mind" }),

    -- SAFE_MODE: holds until three good cycles in a row.
    q.at(20, { safe = "qiki", because = "SENSORS_STALE" }),
    q.at(21, { command = "power.dock", to = "qiki", args = { 1 } }),       -- BLOCK
    q.at(22, { command = "velocity", to = "qiki", args = { 0, 0.5, 0 } }), -- coast
    q.at(23, { command = "xpdr.mode", to = "qiki", args = { 2 } }),        -- an emergency verb
    q.at(24, { safe = "qiki", good = true }),
    q.at(25, { safe = "qiki", because = "SENSORS_STALE" }),
    q.at(26, { safe = "qiki", good = true }), q.at(27, { safe = "qiki", good = true }), q.at(28, { safe = "qiki", good = true }),
    q.at(30, { command = "power.dock", to = "qiki", args = { 1 } }),
  },

  expect = {
    q.expect {
      events = {
        { "BIOS_OK", from = "host", before = 0.2 },
        { "ARGUMENT_LIMITED", from = "host", at = 2, within = 0.2 },
        { "CMD_SPOOF_MISMATCH", from = "host", at = 5, within = 0.2 },
        { "CMD_REPLAYED", from = "host", at = 7, within = 0.2 },
        { "PROPOSAL_ACCEPTED", from = "host", at = 11, within = 0.2 },
        { "PROPOSAL_REJECTED", from = "host", at = 16, within = 0.2 },
        { "SAFE_MODE_ENTER", from = "host", at = 20, within = 0.2 },
        { "VERB_NOT_IN_SAFE_MODE", from = "host", at = 21, within = 0.2 },
        { "COMMAND_DOWNGRADED", from = "host", at = 22, within = 0.2 },
        { "SAFE_MODE_HOLD", from = "host", at = 25, within = 0.2 },
        { "SAFE_MODE_EXIT", from = "host", at = 28, within = 0.2 },
      },
      absent = { { "VERB_NOT_IN_SAFE_MODE", after = 29 }, { "BIOS_FAULT", from = "host" } },
      name = "the story",
    },
    q.expect { metric = "host/safe_mode_entries", equals = 1 },
    q.expect { metric = "host/health_score", min = 0.9 },
    q.expect { digest = "f737facf60fb8d125be29580221ae211", no_drops = true },
  },
}

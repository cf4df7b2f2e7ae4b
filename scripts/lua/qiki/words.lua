-- SPDX-License-Identifier: MIT
-- qiki/words.lua - the numbers behind the words of records: q.iff.hostile, q.transponder.spoof, q.status.coasting.
local host = require "qiki.host"

local function strict(what, values)
  return setmetatable({}, {
    __index = function(_, name)
      local v = values[name]
      if v ~= nil then return v end
      if type(name) ~= "string" then error("q." .. what .. ": expected a word, found " .. host.shown(name), 2) end
      error("q." .. what .. "." .. name .. ": unknown word" .. host.did_you_mean(name, values), 2)
    end,
    __newindex = function() error("q." .. what .. " cannot be changed", 2) end,
    __pairs = function() return pairs(values) end,
    __metatable = false,
    __name = "q." .. what,
  })
end

return {
  iff = strict("iff", { unknown = 0, friend = 1, neutral = 2, hostile = 3, foe = 3 }),
  transponder = strict("transponder", { none = 0, a = 1, c = 2, s = 3, adsb = 4, ais = 5, spoof = 6 }),
  status = strict("status", { tentative = 0, confirmed = 1, coasting = 2, ended = 3 }),
}

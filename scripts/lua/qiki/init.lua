-- SPDX-License-Identifier: MIT
-- qiki/init.lua - the library of scenario scripts: q.scenario, q.use, q.param, q.expect, units and positions.
local host = require "qiki.host"
local q = { scenario = host.scenario, use = host.use, param = host.param, expect = host.expect }
for _, part in ipairs { "qiki.units", "qiki.geometry", "qiki.json" } do
  for name, f in pairs(require(part)) do q[name] = f end
end
return setmetatable({}, {
  __index = function(_, name)
    local f = q[name]
    if f == nil then error("q." .. tostring(name) .. ": unknown name" .. host.did_you_mean(name, q), 2) end
    return f
  end,
  __newindex = function() error("q cannot be changed", 2) end,
  __pairs = function() return pairs(q) end,
  __metatable = false,
})

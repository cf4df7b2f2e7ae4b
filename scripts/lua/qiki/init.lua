-- SPDX-License-Identifier: MIT
-- qiki/init.lua - the library of scenarios and policies: q.scenario, q.use, q.param, q.expect, q.policy, units and positions.
local host = require "qiki.host"
local misplaced = {}
for _, name in ipairs { "policy", "policy_params" } do
  misplaced[name] = "belongs into a policy, a file of its own that an agent names by policy ="
end
for _, name in ipairs { "scenario", "use", "expect", "at", "json", "read", "there", "null" } do
  misplaced[name] = "belongs into a scenario"
end
misplaced.param = "belongs into a scenario; a policy has q.policy_params"

local q = {
  scenario = host.scenario, use = host.use, param = host.param, expect = host.expect, at = host.at, -- in a scenario
  policy = host.policy, policy_params = host.policy_params, -- in a policy
}
local parts = { "qiki.units", "qiki.geometry", "qiki.words" }
if host.read then parts[#parts + 1] = "qiki.json" end -- a policy reads no files
for _, part in ipairs(parts) do
  for name, f in pairs(require(part)) do q[name] = f end
end
host.offer_names(q)
return setmetatable({}, {
  __index = function(_, name)
    local f = q[name]
    if f == nil and misplaced[name] then error("q." .. name .. ": " .. misplaced[name], 2) end
    if f == nil then error("q." .. tostring(name) .. ": unknown name" .. host.did_you_mean(name, q), 2) end
    return f
  end,
  __newindex = function() error("q cannot be changed", 2) end,
  __pairs = function() return pairs(q) end,
  __metatable = false,
  __name = "q",
})

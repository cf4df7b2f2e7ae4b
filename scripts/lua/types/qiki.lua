-- SPDX-License-Identifier: MIT
-- types/qiki.lua - annotations of the library for LuaLS: completion and checks while a scenario is written.
---@meta qiki

---A plugin instance, made by `q.use "plugin.id" { ... }`.
---@class qiki.Block

---A scenario, made by `q.scenario { ... }`; what a script returns.
---@class qiki.Scenario

---@alias qiki.Blocks (qiki.Block|qiki.Blocks|false)[]
---@alias qiki.Value number|string|boolean|number[]

---Settings of a block. Every other key is a parameter of the plugin; `qiki list PLUGIN` shows them.
---@class qiki.Settings
---@field id? string unique in the scenario; else the last part of the plugin's id, numbered when that is taken
---@field on? string id of the vehicle that carries this sensor or radar; else it stands on the ground
---@field of? string id of the vehicle that this agent is of; the same as `on`
---@field from? string|string[] ids of the blocks it listens to; else all that write what it reads
---@field policy? string of agents: the file of its policy, beside the scenario or in the library
---@field with? table<string, number|string|boolean> parameters of that policy
---@field period? number seconds between its ticks, a whole multiple of `tick`; else every tick
---@field [string] qiki.Value|table<string, qiki.Value>|number[][]

---@class qiki.Header
---@field name string
---@field seed? integer of all chance, also of `math.random`; 1 if absent
---@field tick? number seconds; 0.1 if absent
---@field duration? number seconds; if absent, as long as the recorded sources last
---@field epoch? string UTC at t = 0: "2026-11-21T08:00:00Z"
---@field origin? number[] latitude in degrees, longitude in degrees, height in m
---@field allow_dropped? boolean records lost at a full output do not fail the run
---@field vehicles? qiki.Blocks
---@field sensors? qiki.Blocks
---@field radars? qiki.Blocks
---@field trackers? qiki.Blocks
---@field agents? qiki.Blocks
---@field bridges? qiki.Blocks

---@class qiki.Param
---@field [1] string name
---@field default? qiki.Value absent: required
---@field type? "number"|"integer"|"boolean"|"text"|"numbers" else that of the default or the choices
---@field min? number of each number
---@field max? number of each number
---@field choices? qiki.Value[]
---@field help? string

---@class qiki
local q = {}

---@param header qiki.Header
---@return qiki.Scenario
function q.scenario(header) end

---@param plugin string id, such as "qiki.radar.pulse"
---@return fun(settings: qiki.Settings): qiki.Block
function q.use(plugin) end

---Declares a value that `--set name=...` gives. Without a default it is required.
---@param name string
---@param default? qiki.Value
---@param help? string
---@return any
---@overload fun(param: qiki.Param): any
function q.param(name, default, help) end

---A policy, made by `q.policy { ... }`; what a policy file returns. It is described in docs/policy.md.
---@class qiki.Policy

---The agent's own facts, and what the machine knows. An unknown fact is nil.
---@class qiki.Facts
---@field guard table<string, boolean> is it active, for any subject?
---@field critical_guards integer
---@field warning_guards integer
---@field top_guard? string event, or else id, of the gravest active guard
---@field state string
---@field state_time number s
---@field t number s since the start
---@field [string] any

---@alias qiki.Verb (string|number)[] the verb, then its arguments; a name of a parameter stands for its value

---@class qiki.Rule
---@field when? fun(f: qiki.Facts): any absent: always
---@field to? string
---@field say? qiki.Verb|qiki.Verb[]|fun(f: qiki.Facts): qiki.Verb|qiki.Verb[]|nil
---@field set? table<string, any>|fun(f: qiki.Facts): table<string, any>|nil
---@field because? string|fun(f: qiki.Facts): string
---@field priority? number 0 to 1
---@field confidence? number 0 to 1
---@field except? string[] in `any` only: not in these states

---@class qiki.AnyRules
---@field except? string[] not in these states
---@field [integer] qiki.Rule

---@alias qiki.Range { [1]: number|string, [2]: number|string }|{ min?: number|string, max?: number|string }

---@class qiki.Guard
---@field id string
---@field severity? "info"|"notice"|"warning"|"critical"
---@field each? string kind of subject, such as "track"; else the agent's own facts
---@field of? string the fact of `within`
---@field within? number|string|qiki.Range
---@field where? table<string, number|string|boolean|qiki.Range|(number|string|boolean)[]>
---@field when? fun(t: table): any asked only where all else holds
---@field hysteresis? number
---@field min_duration? number s
---@field cooldown? number s; 2 if absent
---@field event? string
---@field fires? "edge"|"level"

---@class qiki.PolicyHeader
---@field initial string
---@field states table<string, qiki.Rule[]>
---@field any? qiki.AnyRules
---@field guards? qiki.Guard[]
---@field outside? string[] states that no rule enters or leaves

---@class qiki.PolicyParam
---@field default number|string|boolean
---@field type? "number"|"integer"|"boolean"|"text"
---@field min? number
---@field max? number
---@field choices? (number|string|boolean)[]
---@field unit? string
---@field help? string

---In a policy file only.
---@param policy qiki.PolicyHeader
---@return qiki.Policy
function q.policy(policy) end

---Declares the parameters of a policy, in a policy file only; they are read as p.name.
---@param params table<string, qiki.PolicyParam>
---@return table<string, any>
function q.policy_params(params) end

---Numbers behind the words of records.
---@type { unknown: integer, friend: integer, neutral: integer, hostile: integer, foe: integer }
q.iff = {}
---@type { none: integer, a: integer, c: integer, s: integer, adsb: integer, ais: integer, spoof: integer }
q.transponder = {}
---@type { tentative: integer, confirmed: integer, coasting: integer, ended: integer }
q.status = {}

---degrees to rad
---@generic T: number|number[]
---@param x T
---@return T
function q.deg(x) end

---milliradians to rad
---@generic T: number|number[]
---@param x T
---@return T
function q.mrad(x) end

---nautical miles to m
---@generic T: number|number[]
---@param x T
---@return T
function q.nm(x) end

---kilometres to m
---@generic T: number|number[]
---@param x T
---@return T
function q.km(x) end

---feet to m
---@generic T: number|number[]
---@param x T
---@return T
function q.ft(x) end

---flight level, hundreds of feet, to m
---@generic T: number|number[]
---@param x T
---@return T
function q.fl(x) end

---knots to m/s
---@generic T: number|number[]
---@param x T
---@return T
function q.kt(x) end

---km/h to m/s
---@generic T: number|number[]
---@param x T
---@return T
function q.kmh(x) end

---feet per minute to m/s
---@generic T: number|number[]
---@param x T
---@return T
function q.fpm(x) end

---multiples of standard gravity to m/s^2
---@generic T: number|number[]
---@param x T
---@return T
function q.g(x) end

---milliseconds to s
---@generic T: number|number[]
---@param x T
---@return T
function q.ms(x) end

---microseconds to s
---@generic T: number|number[]
---@param x T
---@return T
function q.us(x) end

---minutes to s
---@generic T: number|number[]
---@param x T
---@return T
function q.minutes(x) end

---hours to s
---@generic T: number|number[]
---@param x T
---@return T
function q.hours(x) end

---kHz to Hz
---@generic T: number|number[]
---@param x T
---@return T
function q.khz(x) end

---MHz to Hz
---@generic T: number|number[]
---@param x T
---@return T
function q.mhz(x) end

---GHz to Hz
---@generic T: number|number[]
---@param x T
---@return T
function q.ghz(x) end

---kW to W
---@generic T: number|number[]
---@param x T
---@return T
function q.kw(x) end

---revolutions per minute to rad/s
---@generic T: number|number[]
---@param x T
---@return T
function q.rpm(x) end

---dB to a ratio of powers
---@generic T: number|number[]
---@param x T
---@return T
function q.db(x) end

---dBsm to m^2
---@generic T: number|number[]
---@param x T
---@return T
function q.dbsm(x) end

---dBm to W
---@generic T: number|number[]
---@param x T
---@return T
function q.dbm(x) end

---degrees Celsius to K
---@generic T: number|number[]
---@param x T
---@return T
function q.celsius(x) end

---East, north, up of a place seen from the origin.
---@param range number m on the ground
---@param bearing number rad clockwise from north
---@param height? number m
---@return number[]
function q.polar(range, bearing, height) end

---East, north, up of a velocity.
---@param speed number m/s over ground
---@param course number rad clockwise from north
---@param climb? number m/s
---@return number[]
function q.velocity(speed, course, climb) end

return q

-- SPDX-License-Identifier: MIT
-- types/qiki.lua - annotations of the library for LuaLS: completion and checks while a scenario is written.
-- What belongs to plugins (classes of their ids, qiki.PluginId, qiki.VerbWord, qiki.EventCode) is written by 'qiki types'.
---@meta qiki

---A plugin instance, made by `q.use "plugin.id" { ... }`.
---@class qiki.Block

---A scenario, made by `q.scenario { ... }`; what a script returns.
---@class qiki.Scenario

---@alias qiki.Blocks (qiki.Block|qiki.Blocks|false)[]
---@alias qiki.Value number|string|boolean|number[]

---Lists; equally long lists in a list are strung together.
---@alias qiki.Numbers number[]|number[][]
---@alias qiki.Integers integer[]|integer[][]

---Settings of every block; those of a plugin are a class with its id.
---@class qiki.Settings
---@field id? string unique in the scenario; else the last part of the plugin's id, numbered when that is taken
---@field from? string|string[] ids of the blocks it listens to; else all that write what it reads
---@field period? number seconds between its ticks, a whole multiple of `tick`; else every tick

---@class qiki.CarriedSettings : qiki.Settings
---@field on? string id of the vehicle that carries this sensor or radar; else it stands on the ground

---@class qiki.AgentSettings : qiki.Settings
---@field of? string id of the vehicle that this agent is of
---@field on? string the same as `of`
---@field policy? string the file of its policy, beside the scenario or in the library
---@field with? table<string, number|string|boolean> parameters of that policy

---@class qiki.Header
---@field name string
---@field seed? integer of all chance, also of `math.random`; 1 if absent
---@field tick? number seconds; 0.1 if absent
---@field duration? number seconds; if absent, as long as the recorded sources last
---@field epoch? string UTC at t = 0: "2026-11-21T08:00:00Z"
---@field origin? number[] latitude in degrees, longitude in degrees, height in m
---@field runs? integer runs one after another, each from the beginning; 1 if absent
---@field allow_dropped? boolean records lost at a full output do not fail the run
---@field gate? qiki.GateRules
---@field bios? qiki.BiosRules
---@field operator? qiki.Step[]
---@field vehicles? qiki.Blocks
---@field sensors? qiki.Blocks
---@field radars? qiki.Blocks
---@field trackers? qiki.Blocks
---@field agents? qiki.Blocks
---@field bridges? qiki.Blocks
---@field expect? qiki.Expectation|qiki.Expectations

---Rules of the gate; vehicles, verbs and agents by their names.
---@class qiki.GateRules
---@field safe_cycles? integer good ones in a row until a holder leaves SAFE_MODE; 3 if absent
---@field stale? number seconds of silence of an agent that reports its cycles; 5 if absent
---@field outrank? number seconds for which a command of more authority shuts out lesser ones; 0 if absent
---@field bios? boolean a failed self-test is a reason for SAFE_MODE; true if absent
---@field emergency? table<string, string[]> verbs that pass in SAFE_MODE, by vehicle
---@field lesser? table<string, table<string, string>> verbs in place of others in SAFE_MODE, by vehicle
---@field stop? table<string, string> said by the host when SAFE_MODE is entered, by vehicle
---@field limits? table<string, table<string, table<string, number[]>>> {min, max} by vehicle, verb and argument
---@field authority? table<string, "none"|"agent"|"script"|"operator"> the most that an agent may claim
---@field confirm? string[] agents that act by the operator's word only

---@class qiki.BiosRules
---@field every? number seconds from POST to POST; 5 if absent
---@field manifest? table<string, table<string, ""|"sensor"|"actuator"|"power_unit"|"communication"|"controller">> types of devices, by vehicle

---What an operator says at a time, made by `q.at(seconds, { ... })`.
---@class qiki.Step

---@class qiki.StepKeys
---@field command? qiki.VerbWord|string verb
---@field to? string vehicle, or "swarm.3"
---@field args? table<string, number>|number[] all of the verb's, by name or in order
---@field text? string
---@field name? string of the decision
---@field approve? string name of a decision: seals a command without saying it
---@field publish? string name of what was approved
---@field accept? string proposal: "mind/2", or "mind" for the newest that is open
---@field reject? string likewise
---@field safe? string vehicle
---@field because? string reason of `safe`
---@field good? boolean of `safe`: a good cycle
---@field acknowledge? string agent that tells situations, such as one of `qiki.agent.situations`
---@field track? integer of `acknowledge`; all if absent

---An expectation, made by `q.expect { ... }`.
---@class qiki.Expectation

---@alias qiki.Expectations (qiki.Expectation|qiki.Expectations|false)[]

---An event that must come, or must not. Times in seconds of simulation; limits are included.
---@class qiki.EventPattern
---@field [1] qiki.EventCode|string code, such as "COLLISION"
---@field from? string id of the instance that writes it; else anybody
---@field at? number with `within`
---@field within? number to either side of `at`
---@field after? number
---@field before? number

---At least one subject; `min`, `max` and `equals` are about the one of `metric`, `records` and `tracks`.
---@class qiki.Expected
---@field events? (qiki.EventCode|string|qiki.EventPattern)[] come, in this order unless `ordered` is false
---@field absent? (qiki.EventCode|string|qiki.EventPattern)[] do not come
---@field metric? string "instance/metric", or "instance/output": its records
---@field records? string kind of record: "truth", "frame", "contact", "track", ...
---@field tracks? string "tracker/live", "tracker/confirmed" or "tracker/born"
---@field digest? string 32 hexadecimal digits; judged for the script's own values, seed and duration only
---@field no_drops? boolean no record was lost at a full output
---@field no_late_frames? boolean every frame came in its tick and behind no newer one
---@field no_warnings? boolean nobody logged a warning or an error
---@field min? number
---@field max? number
---@field equals? number
---@field ordered? boolean of `events`; true if absent
---@field defaults? boolean judged only where declared values and duration are the script's own
---@field name? string shown instead of a description

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

---@generic T
---@param plugin `T`|qiki.PluginId id, such as "qiki.radar.pulse"; its parameters are the class of this name
---@return fun(settings: T): qiki.Block
function q.use(plugin) end

---What the run must show; judged at its end, and where it fails the run fails. Belongs into `expect` of `q.scenario`.
---@param expected qiki.Expected
---@return qiki.Expectation
function q.expect(expected) end

---What an operator says at that time: for `operator` of `q.scenario`, and for the list that a script for `--operator` returns.
---@param seconds number
---@param step qiki.StepKeys
---@return qiki.Step
function q.at(seconds, step) end

---Declares a value that `--set name=...` gives. Without a default it is required.
---@param name string
---@param default? qiki.Value
---@param help? string
---@return any
---@overload fun(param: qiki.Param): any
function q.param(name, default, help) end

---The text of a file beside the script, or of one that a `--set` value names or contains; up to 64 KiB.
---@param path string
---@return string
function q.read(path) end

---Whether there is such a file or folder.
---@param path string
---@return boolean
function q.there(path) end

---The value in such a JSON file: objects and lists are tables, null is `q.null`.
---@param path string
---@return any
function q.json(path) end

---JSON's null, which a table could not hold.
---@type table
q.null = nil
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
---@field procedure? string the one in progress
---@field procedure_step? integer from 1
---@field procedure_end? "done"|"aborted" of the last one
---@field [string] any

---What a guard with `each` asks of one subject. An unknown fact is nil.
---@class qiki.Subject
---@field [string] any

---@alias qiki.Verb (qiki.VerbWord|string|number)[] the verb, then its arguments; a name of a parameter stands for its value

---@class qiki.Rule
---@field when? fun(f: qiki.Facts): any absent: always
---@field to? string
---@field say? qiki.Verb|qiki.Verb[]|fun(f: qiki.Facts): qiki.Verb|qiki.Verb[]|nil
---@field set? table<string, any>|fun(f: qiki.Facts): table<string, any>|nil
---@field because? string|fun(f: qiki.Facts): string
---@field priority? number 0 to 1
---@field confidence? number 0 to 1
---@field type? "SAFETY"|"PLANNING"|"DIAGNOSTICS"|"EXPLORATION" of the proposal; without `say` it proposes nothing to be done
---@field depends_on? string reason of a proposal that must be done before
---@field conflicts_with? string reason of a proposal that it cannot be beside
---@field tell? boolean a rule that holds the machine says so, once
---@field start? string a procedure
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
---@field when? fun(t: qiki.Subject): any asked only where all else holds
---@field hysteresis? number
---@field min_duration? number s
---@field cooldown? number s; 2 if absent
---@field event? qiki.EventCode|string
---@field fires? "edge"|"level"
---@field say? qiki.Verb|qiki.Verb[] when it rises
---@field type? "SAFETY"|"PLANNING"|"DIAGNOSTICS"|"EXPLORATION"
---@field priority? number 0 to 1
---@field confidence? number 0 to 1
---@field depends_on? string
---@field conflicts_with? string

---@class qiki.Step of a procedure
---@field say? qiki.Verb|qiki.Verb[]|fun(f: qiki.Facts): qiki.Verb|qiki.Verb[]|nil
---@field expect? string|fun(f: qiki.Facts): any a word of the fact `receipt`, or what must hold; absent: nothing is waited for
---@field timeout? number s; 5 if absent
---@field on_fail? "abort"|"continue"

---@class qiki.Procedure
---@field priority? number 0 to 1
---@field confidence? number 0 to 1
---@field type? "SAFETY"|"PLANNING"|"DIAGNOSTICS"|"EXPLORATION"
---@field [integer] qiki.Step

---@class qiki.PolicyHeader
---@field initial string
---@field states table<string, qiki.Rule[]>
---@field any? qiki.AnyRules
---@field guards? qiki.Guard[]
---@field procedures? table<string, qiki.Procedure>
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

// @name@.cpp - a lookout: its craft turns away when a target comes near, and resumes its course when all are far again.
#include <qiki/qiki.hpp>

namespace {
using tracks = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT | QIKI_PORT_MANY, 0, "the picture">;
using samples = qiki::port<"samples", qiki_sample, QIKI_PORT_STREAM | QIKI_PORT_MANY, 0, "where the craft is: its \"position\"">;
using proposals = qiki::port<"proposals", qiki_proposal, QIKI_PORT_STREAM, 1, "what is done, and why">;
using commands = qiki::port<"commands", qiki_command, QIKI_PORT_STREAM, 1, "to the craft, one a proposal">;

struct lookout {
    using inputs = qiki::ports<tracks, samples>;
    using outputs = qiki::ports<proposals, commands>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr qiki_param params[] = {
        qiki::real("near", "m", 2e3, 1, 1e6, "nearer than this it turns away"),
        qiki::real("far", "m", 3e3, 1, 1e6, "it resumes when nobody is nearer than this"),
        qiki::real("turn", "rad", 0.7, -QIKI_PI, QIKI_PI, "by so much, clockwise"),
    };
    enum verb : uint32_t { turn, resume };
    static constexpr qiki_verb verbs[] = { // what it may say; the craft declares verbs of these names, too
        {"turn", "change the course", {"angle"}, {"rad"}, {-QIKI_PI}, {QIKI_PI}, 1, QIKI_BY_AGENT, 0, 0},
        {"resume", "go on as if nothing had been said", {}, {}, {}, {}, 0, QIKI_BY_AGENT, 0, 0},
    };

    lookout(const qiki_host& h, const qiki_instance_info& i) : host(&h), craft(i.host_entity), me(i.index) {}

    void configure(const qiki::config& c) {
        near = c.real("near", 0), far = c.real("far", 0), angle = c.real("turn", 0);
        if (far < near) c.refuse("far", "expected near = %g or more, found %g", near, far);
        reason[turn] = qiki::intern(*host, "TOO_NEAR"), reason[resume] = qiki::intern(*host, "CLEAR");
        type = qiki::intern(*host, "SAFETY");
        names = qiki::service<qiki_names>(*host);
        for (uint32_t v : {turn, resume}) row[v] = names && craft ? names->verb(host, craft, verbs[v].name) : -1;
        if (craft && names && (row[turn] < 0 || row[resume] < 0))
            throw qiki::failure(QIKI_E_CONFIG, "expected a craft with the verbs turn and resume; name another by of=");
    }

    qiki_status step(const qiki::tick<lookout>& t) {
        if (t.pass() == 0) look(t);
        if (said == none) return QIKI_OK;
        if (t.room<proposals>() == 0 || t.room<commands>() == 0) return QIKI_MORE;
        qiki_proposal p{};
        p.id = uint64_t{me} << 32 | ++kept.count, p.entity = craft, p.t = t.to(), p.source = me;
        p.verb = static_cast<uint32_t>(row[said]), p.type = type, p.because = reason[said];
        p.status = QIKI_PROPOSAL_CHOSEN, p.label = QIKI_LABEL_OK, p.priority = p.confidence = 1;
        if (said == turn) p.argc = 1, p.arg[0] = angle + 0.0;
        qiki_command c{};
        c.id = p.id, c.entity = craft, c.parent = p.id, c.t = p.t, c.verb = p.verb, c.issuer = me;
        c.authority = QIKI_BY_AGENT, c.label = QIKI_LABEL_OK, c.argc = p.argc, c.arg[0] = p.arg[0];
        t.put<proposals>(p), t.put<commands>(c);
        said = none;
        return QIKI_OK;
    }

    void state(auto& io) { io(kept); }

    struct memory { // what decides later outputs; without padding
        double at[3];
        uint32_t known, away;
        uint64_t count;
    };

private:
    static constexpr uint32_t none = 2;
    void look(const qiki::tick<lookout>& t) {
        said = none;
        for (const auto v : t.views<samples>())
            for (const qiki_sample& s : v)
                if (s.entity == craft && s.label == QIKI_LABEL_OK && s.n == 3 && names &&
                    names->channel(host, v.head.producer, "position") == static_cast<int32_t>(s.channel))
                    kept.known = 1, std::copy_n(s.v, 3, kept.at);
        if (!kept.known || row[turn] < 0 || row[resume] < 0 || !reason[turn] || !reason[resume]) return; // where it is, or why, it cannot tell
        double nearest = far;
        for (const auto v : t.views<tracks>())
            for (const qiki_track& x : v)
                if (x.label != QIKI_LABEL_INVALID && x.label != QIKI_LABEL_NO_DATA && // what is known to be wrong is no ground to act
                    (x.status == QIKI_TRACK_CONFIRMED || x.status == QIKI_TRACK_COASTING))
                    nearest = std::min(nearest, qiki_hypot(qiki_hypot(x.x[0] - kept.at[0], x.x[1] - kept.at[1]), x.x[2] - kept.at[2]));
        if (!kept.away && nearest < near) kept.away = 1, said = turn;
        else if (kept.away && nearest >= far) kept.away = 0, said = resume;
    }
    const qiki_host* host;
    const qiki_names* names = nullptr;
    uint64_t craft;
    uint32_t me, type = 0, said = none, reason[2] = {};
    int32_t row[2] = {-1, -1};
    double near = 0, far = 0, angle = 0;
    memory kept{};
};
} // namespace
QIKI_PLUGIN(lookout, "@id@", QIKI_KIND_AGENT, "0.1.0", "Turns its craft away from what comes too near");

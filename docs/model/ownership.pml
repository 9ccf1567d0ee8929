/*
 * Who owns an event, and who publishes its file: decision 0001, step by step as the code does it. The event is one push of
 * one file. A step is one exchange with the database or with the partner; any other may come between two. README.md says
 * what is left out; `./check` runs all. M_...: a mutation, which leaves something of the protocol out. H_...: a known hole,
 * something against which the code has nothing. With each of them Spin must object.
 */
#ifndef FAULTS
#define FAULTS 2  /* of: crash, freeze, outage, lost answer, partner that does not answer or refuses */
#endif
#define NODES 2
#define RUNS  3   /* of handlers at a time, on all nodes together */
#define NAMES 9
#define GONE  1   /* a unit of time is about three seconds: silence of 2 s, */
#define OWN   2   /* OwnLease.OWN_LIMIT, 7 s, */
#define LEASE 3   /* OwnLease.LEASE, 10 s */

/* The database: table node (the incarnation that is ONLINE, the time since heartbeat_at), event, transfer. */
mtype = { READY, RUNNING, ENDED };                     /* FAILED and due is READY */
mtype = { UNSENT, SENDING, PUBLISHING, DONE };         /* FAILED is UNSENT */
bool db = true; byte row[NODES], age[NODES];
mtype estate = READY; byte owner, claim, lock;         /* the row is locked by the transaction of run lock - 1 */
mtype tstate = UNSENT; byte tpath;

/* The partner: which temporary files it has, which of them are withdrawn, how often it got the file, a rename that is still on its
 * way, and whether that is to withdraw. */
bool part[NAMES], drawn[NAMES]; byte delivered, late; bool lateDraw;
#ifdef H_NO_POSIX_RENAME
bool old = true;  /* a file of that name is there, and the partner renames onto none: it is moved aside first */
#else
bool old = false;
#endif

/* Nodes: Heartbeat.incarnation, the time since OwnLease.last by the node's own clock, a renewal that is under way. */
mtype = { IDLE, RENEWED, REVOKED };
bool frozen[NODES], lapsed[NODES]; byte inc[NODES], own[NODES], sent[NODES]; mtype beat[NODES] = IDLE;

/* Runs: what each does, the temporary name of its own and the one it is at; its transaction, whether it waits for it. */
mtype = { CLAIM, BEGIN, CLEAN, WRITE, LOOK, WHERE, CHECK, RENAME, ASIDE, WITHDRAW, REFUSE, CLEAR, PUBLISHED, END, RETRY, COMMITTED };
mtype pc[RUNS] = IDLE, tx[RUNS] = IDLE; bool waits[RUNS]; byte aside[RUNS]; byte rnode[RUNS], rinc[RUNS], name[RUNS], path[RUNS];
byte faults = FAULTS, i;

#define held(n)      (inc[n] && own[n] < OWN)                              /* OwnLease.incarnation */
#define holds(r)     (inc[rnode[r]] == rinc[r] && own[rnode[r]] < OWN)     /* OwnLease.ensureHeld */
#define up(r)        (!frozen[rnode[r]])
#define records(r)   (pc[r] == SENDING || pc[r] == PUBLISHING || pc[r] == REFUSE || pc[r] == PUBLISHED)
#define ends(r)      (pc[r] == END || pc[r] == RETRY)
#define inHand(v)    (rinc[0] == v && pc[0] != IDLE || rinc[1] == v && pc[1] != IDLE || rinc[2] == v && pc[2] != IDLE)
#define claims(r, n) (pc[r] == CLAIM && rnode[r] == n)
#define free(r)      (pc[r] == IDLE && tx[r] == IDLE)
#define silent(n)    ((frozen[n] || row[n] != inc[n] || !db) && (row[n] && age[n] < LEASE || inc[n] && own[n] < OWN))
#define onTime(n)    (frozen[n] || !db || !inc[n] || !own[n])              /* a healthy node renews every second */
#define knownInc(v)  (row[0] == v || row[1] == v || inc[0] == v || inc[1] == v || owner == v || \
                      rinc[0] == v || rinc[1] == v || rinc[2] == v)
#define knownName(v) (part[v] || drawn[v] || tpath == v || late == v || claim == v || name[0] == v || name[1] == v || name[2] == v || \
                      path[0] == v || path[1] == v || path[2] == v)
#ifdef M_FENCE_OF_INCARNATION
#define owns(r) (estate == RUNNING && owner == rinc[r])
#else
#define owns(r) (estate == RUNNING && owner == rinc[r] && claim == name[r])  /* queue.sql lockOwned: a claim has one name */
#endif
#ifdef M_NO_FENCE
#define fence(r) (estate == RUNNING)
#else
#define fence(r) owns(r)
#endif
#ifdef M_NO_ENSURE_OWNED
#define sure(r) true
#else
#define sure(r) (holds(r) && owns(r))
#endif
#ifdef M_NODE_CLOCK  /* clocks of nodes are minutes apart */
#define expired(n) true
#else
#define expired(n) (age[n] >= LEASE)
#endif
#ifdef M_REVIVE
#define over(n) false
#else
#define over(n) (own[n] >= OWN)
#endif
#ifdef M_NAME_OF_INCARNATION
#define newName(r) i = rinc[r]
#define newInc i = 1; do :: knownInc(i) || knownName(i) -> i++ :: else -> break od
#else  /* numbers that nobody knows any more are used again: the same behaviour in fewer states */
#define newName(r) i = 1; do :: knownName(i) -> i++ :: else -> break od
#define newInc i = 1; do :: knownInc(i) -> i++ :: else -> break od
#endif
#ifdef M_NO_WITHDRAWAL
#define REFUSAL REFUSE
#else
#define REFUSAL WITHDRAW
#endif
#ifdef M_GONE_IS_RENAMED
#define withdrawn(r) false
#else
#define withdrawn(r) drawn[path[r]]
#endif

inline requeue(v) {                          /* queue.sql: skips what is locked */
    if :: estate == RUNNING && owner == v && !lock -> estate = READY; owner = 0; claim = 0 :: else fi }
inline endRow(n) { requeue(row[n]); row[n] = 0; age[n] = 0 }               /* node.sql end, with RevokedWork */
inline release(r) { pc[r] = IDLE; path[r] = 0; aside[r] = 0; if :: tx[r] == IDLE -> rinc[r] = 0; rnode[r] = 0; name[r] = 0 :: else fi }
inline move(p) {                             /* the partner renames: once, and only what the record says is being published */
    assert(!delivered && tstate == PUBLISHING && tpath == p); part[p] = false; delivered++ }

/* ---- cluster: Membership, Heartbeat, OwnLease, SilentNodes ---- */
inline JOIN(n) { atomic { !frozen[n] && db && !inc[n] && (!row[n] || age[n] >= GONE) ->
    if :: row[n] -> endRow(n) :: else fi; newInc; row[n] = i; age[n] = 0;
    if :: inc[n] = i; own[n] = 0; lapsed[n] = false :: faults -> faults-- /* the answer is lost */ fi; i = 0 } }
inline RENEW(n) { atomic { !frozen[n] && db && beat[n] == IDLE && inc[n] && !over(n) && (own[n] || row[n] != inc[n]) ->
    sent[n] = 0; if :: row[n] == inc[n] -> age[n] = 0; beat[n] = RENEWED :: else -> beat[n] = REVOKED fi } }
inline RENEWED_IN_TIME(n) { atomic { !frozen[n] && beat[n] != IDLE ->
    if :: beat[n] == REVOKED -> inc[n] = 0; own[n] = 0
       :: beat[n] == RENEWED && !over(n) -> own[n] = sent[n]
       :: else fi;                           /* too late: the lease has ended and stays so */
    beat[n] = IDLE; sent[n] = 0 } }
inline RENEWAL_LOST(n) { atomic { !frozen[n] && beat[n] != IDLE && (faults || !db) ->
    if :: db -> faults-- :: else fi; beat[n] = IDLE; sent[n] = 0 } }
inline JOIN_ANEW(n) { atomic { !frozen[n] && db && inc[n] && over(n) && beat[n] == IDLE ->
    if :: row[n] == inc[n] -> endRow(n) :: else fi; inc[n] = 0; own[n] = 0 } }
inline REVOKE_EXPIRED(v, by) { atomic { !frozen[by] && db && held(by) && row[v] && expired(v) ->
    assert(!held(v) || inc[v] != row[v]);    /* C5: by then it had stopped by itself */
    endRow(v) } }
inline REVOKE_GONE(v, by) { atomic { !frozen[by] && db && held(by) && row[v] && age[v] >= GONE &&
        (frozen[v] || row[v] != inc[v]) -> endRow(v) } }

/* ---- queue: Claims, ClaimEvents ---- */
inline SWEEP(n) { atomic { !frozen[n] && db && held(n) && owner && !lock && owner != row[0] && owner != row[1] ->
    requeue(owner) } }
inline FREE_LOST(n) { atomic { !frozen[n] && db && held(n) && owner == inc[n] && !lock && !inHand(inc[n]) ->
    requeue(inc[n]) } }
inline CLAIM_EVENT(r, n) { atomic { !frozen[n] && db && held(n) && row[n] == inc[n] && estate == READY && !lock && free(r) &&
        (r == 0 || !free(0)) && (r < 2 || !free(1)) && (n == 0 || faults < FAULTS) && !claims(0, n) && !claims(1, n) && !claims(2, n) ->
    rnode[r] = n; rinc[r] = inc[n]; newName(r); name[r] = i; i = 0; lock = r + 1; tx[r] = CLAIM; pc[r] = CLAIM; waits[r] = true } }

/* ---- a transaction of a run: PushTransactions, Claims.finish (which asks no lease). It begins with the fence, ... */
inline FENCE(r) { atomic { up(r) && db && (records(r) || ends(r)) && tx[r] == IDLE && !(fence(r) && lock) ->
    if :: !fence(r) || records(r) && !holds(r) || pc[r] == SENDING && tstate != UNSENT && tstate != SENDING ||
            pc[r] == PUBLISHING && tstate != SENDING || (pc[r] == REFUSE || pc[r] == PUBLISHED) && tstate != PUBLISHING ->
            if :: pc[r] == PUBLISHING -> part[path[r]] = false :: else fi; release(r)
       :: else -> lock = r + 1; tx[r] = pc[r]; waits[r] = true fi } }
/* ... is committed when the database gets to it, whatever became of the node, ... */
inline COMMIT(r) { atomic { db && tx[r] != IDLE && tx[r] != COMMITTED ->
    if :: tx[r] == CLAIM -> estate = RUNNING; owner = rinc[r]; claim = name[r]
       :: tx[r] == SENDING -> tstate = SENDING; tpath = name[r]
       :: tx[r] == PUBLISHING -> tstate = PUBLISHING
       :: tx[r] == REFUSE -> tstate = UNSENT
       :: tx[r] == PUBLISHED -> assert(delivered); tstate = DONE
       :: tx[r] == RETRY -> assert(claim == name[r]); estate = READY; owner = 0; claim = 0
       :: tx[r] == END -> assert(owns(r) && claim == name[r] && delivered); estate = ENDED; owner = 0; claim = 0
    fi; lock = 0;
    if :: waits[r] -> tx[r] = COMMITTED :: else -> tx[r] = IDLE; if :: pc[r] == IDLE -> release(r) :: else fi fi } }
inline ANSWER(r) { atomic { up(r) && waits[r] && tx[r] == COMMITTED -> waits[r] = false; tx[r] = IDLE;
    if :: pc[r] == CLAIM -> pc[r] = BEGIN :: pc[r] == SENDING -> pc[r] = WRITE :: pc[r] == PUBLISHING -> pc[r] = CHECK
       :: pc[r] == REFUSE -> pc[r] = CLEAR :: pc[r] == PUBLISHED -> pc[r] = END :: ends(r) -> release(r) fi } }
/* ... and its answer may be lost: then it was committed, or will be, or never. Finisher tries again while the lease holds. */
inline ANSWER_LOST(r) { atomic { up(r) && waits[r] && (faults || !db) -> if :: db -> faults-- :: else fi;
    waits[r] = false; if :: tx[r] == COMMITTED -> tx[r] = IDLE :: else fi;
    if :: pc[r] == CLAIM || ends(r) && !holds(r) -> release(r) :: records(r) -> pc[r] = RETRY :: else fi } }
inline ROLL_BACK(r) { atomic { tx[r] != IDLE && !waits[r] ->
    lock = 0; tx[r] = IDLE; if :: pc[r] == IDLE -> release(r) :: else fi } }
inline DROP(r) { atomic { up(r) && !db && ends(r) && !waits[r] && !holds(r) -> release(r) } }

/* ---- a run between its transactions: PushFile, at the partner ---- */
inline BEGIN_PUSH(r) { atomic { up(r) && db && pc[r] == BEGIN && !(owns(r) && lock) ->
    if :: !holds(r) || !owns(r) -> release(r)
       :: else -> path[r] = tpath; if :: tstate == DONE -> pc[r] = END
#ifndef M_SEND_ANEW
                                      :: tstate == PUBLISHING -> pc[r] = LOOK
#else
                                      :: tstate == PUBLISHING -> tstate = UNSENT; pc[r] = CLEAN
#endif
                                      :: else -> pc[r] = CLEAN fi fi } }
/* a claim that was never begun, as the slots were busy: UnbegunEvents. If its answer is lost, FREE_LOST does it. */
inline GIVE_BACK(r) { atomic { up(r) && db && pc[r] == BEGIN && !(owns(r) && lock) && faults -> faults--;
    if :: owns(r) -> estate = READY; owner = 0; claim = 0 :: true fi; release(r) } }
inline CLEAN_OLD(r) { atomic { up(r) && pc[r] == CLEAN -> part[path[r]] = false; drawn[path[r]] = false; path[r] = name[r]; pc[r] = SENDING } }
inline WRITE_PART(r) { atomic { up(r) && pc[r] == WRITE -> part[path[r]] = true; pc[r] = PUBLISHING } }
inline LOOK_AT_PART(r) { atomic { up(r) && pc[r] == LOOK -> pc[r] = (part[path[r]] -> CHECK : WHERE) } }
inline ENSURE_OWNED(r) { atomic { up(r) && db && pc[r] == CHECK && !(owns(r) && lock) ->
    if :: sure(r) -> assert(owns(r) && !lapsed[rnode[r]]); pc[r] = RENAME :: else -> release(r) fi } }
inline RENAME_PART(r) { atomic { up(r) && pc[r] == RENAME ->
#ifdef H_FROZEN_AFTER_CHECK
    assert(!part[path[r]] || owns(r));       /* this, the strict Q5, cannot be had */
#endif
    if :: part[path[r]] && old && sure(r) -> pc[r] = ASIDE
       :: part[path[r]] && old && !sure(r) -> release(r)
       :: part[path[r]] && !old -> move(path[r]); pc[r] = PUBLISHED
       :: !part[path[r]] -> pc[r] = WHERE; delivered = delivered + aside[r]; aside[r] = 0 fi } }
/* it is gone: an earlier owner withdrew it, or renamed it */
inline LOOK_WHERE(r) { atomic { up(r) && pc[r] == WHERE -> pc[r] = (withdrawn(r) -> REFUSE : PUBLISHED) } }
inline MOVE_ASIDE(r) { atomic { up(r) && pc[r] == ASIDE -> aside[r] = delivered; delivered = 0; old = false; pc[r] = RENAME } }
inline UNREACHABLE(r) { atomic { up(r) && (pc[r] == RENAME || pc[r] == WITHDRAW) && faults && !late -> faults--;
    late = path[r]; lateDraw = (pc[r] == WITHDRAW); pc[r] = RETRY } }
inline REFUSED(r) { atomic { up(r) && pc[r] == RENAME && faults && part[path[r]] -> faults--; pc[r] = REFUSAL } }
inline WITHDRAW_PART(r) { atomic { up(r) && pc[r] == WITHDRAW ->
    if :: part[path[r]] -> part[path[r]] = false; drawn[path[r]] = true; pc[r] = REFUSE
       :: part[path[r]] -> pc[r] = RETRY                                     /* that is refused as well */
       :: !part[path[r]] -> pc[r] = WHERE fi } }
inline CLEAR_PART(r) { atomic { up(r) && pc[r] == CLEAR -> part[path[r]] = false; drawn[path[r]] = false; pc[r] = RETRY } }

/* ---- what may happen ---- */
inline lose(r, n) {
    if :: pc[r] != IDLE && rnode[r] == n -> waits[r] = false; if :: tx[r] == COMMITTED -> tx[r] = IDLE :: else fi;
            if :: (pc[r] == RENAME || pc[r] == WITHDRAW) && !late -> late = path[r]; lateDraw = (pc[r] == WITHDRAW)
               :: true fi; release(r)
       :: else fi }
inline CRASH(n) { atomic { faults && inc[n] -> faults--;
    frozen[n] = false; inc[n] = 0; own[n] = 0; beat[n] = IDLE; sent[n] = 0; lose(0, n); lose(1, n); lose(2, n) } }
inline FREEZE(n) { atomic { faults && !frozen[n] && inc[n] -> faults--; frozen[n] = true } }
inline THAW(n) { atomic { frozen[n] -> frozen[n] = false } }
inline pass(n) { if :: row[n] && age[n] < LEASE -> age[n]++ :: else fi; if :: inc[n] && own[n] < OWN -> own[n]++ :: else fi;
    if :: beat[n] != IDLE && sent[n] < OWN -> sent[n]++ :: else fi; lapsed[n] = (inc[n] && own[n] >= OWN -> true : lapsed[n]) }

active [RUNS] proctype Run() { byte r = _pid;
end: do :: CLAIM_EVENT(r, 0) :: CLAIM_EVENT(r, 1) :: FENCE(r) :: COMMIT(r) :: ANSWER(r) :: ANSWER_LOST(r) :: ROLL_BACK(r)
        :: DROP(r) :: GIVE_BACK(r) :: BEGIN_PUSH(r) :: CLEAN_OLD(r) :: WRITE_PART(r) :: LOOK_AT_PART(r) :: ENSURE_OWNED(r) :: RENAME_PART(r)
        :: LOOK_WHERE(r) :: MOVE_ASIDE(r) :: UNREACHABLE(r) :: REFUSED(r) :: WITHDRAW_PART(r) :: CLEAR_PART(r) od }
active [NODES] proctype Node() { byte n = _pid - RUNS; byte m = RUNS + 1 - _pid;
end: do :: JOIN(n) :: RENEW(n) :: RENEWED_IN_TIME(n) :: RENEWAL_LOST(n) :: JOIN_ANEW(n) :: REVOKE_EXPIRED(m, n)
        :: REVOKE_GONE(m, n) :: CRASH(n) :: FREEZE(n) :: THAW(n)
#ifndef M_NO_SWEEP
        :: SWEEP(n)
#endif
#ifndef M_NO_FREE_LOST
        :: FREE_LOST(n)
#endif
        od }
active proctype World() {
end: do :: atomic { (silent(0) || silent(1)) && onTime(0) && onTime(1) -> pass(0); pass(1) }
        :: atomic { late -> if :: part[late] && !lateDraw -> move(late)
                               :: part[late] && lateDraw -> part[late] = false; drawn[late] = true
                               :: true fi; late = 0; lateDraw = false }
        :: atomic { faults && db -> faults--; db = false }                          /* OUTAGE */
        :: atomic { !db -> db = true }
        :: timeout -> assert(estate == ENDED && tstate == DONE && delivered == 1 && !lock); break  /* nothing is lost */
     od }

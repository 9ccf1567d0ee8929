-- clock_timestamp() says when a row is written. Where an index is to serve a comparison, statement_timestamp() stands:
-- the other may change while the statement runs, so no index can be entered with it.

-- name: nextIds
select nextval('event_id') as id from json_array_elements(cast(:counts as json))

-- name: insertKey
insert into event_key (idempotency_key, event_id, created_at)
values (:idempotencyKey, :id, clock_timestamp())
on conflict (idempotency_key) do nothing

-- name: findKey
select event_id from event_key where idempotency_key = :idempotencyKey

-- name: keyOf
select idempotency_key from event_key where event_id = :id

-- name: insert
insert into event (id, cycle_id, type, action, account, site, ordering_key, attributes, state, blocked_by, priority,
    due_at, assigned_node, attempts, max_attempts, created_at, changed_at)
values (:id, :cycleId, :type, :action, :account, :site, :orderingKey, :attributes, 'READY', :blockedBy, :priority,
    greatest(clock_timestamp(), cast(:dueAt as timestamptz)), :assignedNode,
    0, :maxAttempts, clock_timestamp(), clock_timestamp())

-- name: claimAssigned
-- Reads event_claim alone, from the best event on; skips what others are claiming; records the change. What is due later is not
-- read: PostgreSQL enters the index for each priority anew (skip scan, from 18 on; before, its entries are read). The plan must not
-- depend on :limit, of which a prepared statement knows nothing: the limit that it is made for is written out. What is chosen is
-- found by an array of ids: of a join the planner believes that it has a hundred rows, for which it would read all of ten
-- thousand events. That nobody has it follows from state, which is not named again, or the planner might walk event_claim for
-- the ids: the lock has checked it on the newest version (READ COMMITTED), and by event_owner only what runs has an owner.
with due as materialized (
    select id, state
    from (
        select id, state
        from event
        where assigned_node = :node and blocked_by = 'NOTHING' and state in ('READY', 'FAILED')
            and due_at <= statement_timestamp()
            and exists (select 1 from node where name = :node and incarnation = :incarnation and state = 'ONLINE')
        order by priority desc, due_at, id
        limit 1000
        for update skip locked
    ) best
    limit :limit
), claimed as (
    update event e
    set state = 'RUNNING', owner_node = :node, owner_incarnation = :incarnation, attempts = e.attempts + 1,
        changed_at = clock_timestamp()
    where e.id = any(array(select due.id from due)) and e.owner_incarnation is null
    returning e.*
), recorded as (
    insert into event_change (event_id, at, from_state, to_state, node, incarnation)
    select c.id, c.changed_at, due.state, c.state, c.owner_node, c.owner_incarnation
    from claimed c
    join due on due.id = c.id
)
select c.id, c.cycle_id, c.type, c.action, c.account, c.site, c.ordering_key, c.attributes, c.state, c.blocked_by,
    c.priority, c.due_at, c.assigned_node, c.owner_node, c.owner_incarnation, c.attempts, c.max_attempts, c.created_at,
    c.changed_at, c.last_error, due.state as state_before
from claimed c
join due on due.id = c.id

-- name: claimUnassigned
-- As above. The order names assigned_node, or the index would be read whole and sorted: to the planner null is no constant.
with due as materialized (
    select id, state
    from (
        select id, state
        from event
        where assigned_node is null and blocked_by = 'NOTHING' and state in ('READY', 'FAILED')
            and due_at <= statement_timestamp()
            and exists (select 1 from node where name = :node and incarnation = :incarnation and state = 'ONLINE')
        order by assigned_node, priority desc, due_at, id
        limit 1000
        for update skip locked
    ) best
    limit :limit
), claimed as (
    update event e
    set state = 'RUNNING', owner_node = :node, owner_incarnation = :incarnation, attempts = e.attempts + 1,
        changed_at = clock_timestamp()
    where e.id = any(array(select due.id from due)) and e.owner_incarnation is null
    returning e.*
), recorded as (
    insert into event_change (event_id, at, from_state, to_state, node, incarnation)
    select c.id, c.changed_at, due.state, c.state, c.owner_node, c.owner_incarnation
    from claimed c
    join due on due.id = c.id
)
select c.id, c.cycle_id, c.type, c.action, c.account, c.site, c.ordering_key, c.attributes, c.state, c.blocked_by,
    c.priority, c.due_at, c.assigned_node, c.owner_node, c.owner_incarnation, c.attempts, c.max_attempts, c.created_at,
    c.changed_at, c.last_error, due.state as state_before
from claimed c
join due on due.id = c.id

-- name: claimAssignedOf
-- As claimAssigned, for a node of which some types hold all the slots they may have: reads event_claim_type, from the best event
-- of each of the other types on, and locks a few more than it takes. There are five types; of each it takes 200 at most.
with due as materialized (
    select best.id, best.state
    from (
        select type, most
        from json_to_recordset(cast(:types as json)) as given (type varchar(20), most integer)
        limit 5
    ) t
    cross join lateral (
        select id, state, priority, due_at
        from (
            select id, state, priority, due_at
            from event
            where type = t.type and assigned_node = :node and blocked_by = 'NOTHING' and state in ('READY', 'FAILED')
                and due_at <= statement_timestamp()
                and exists (select 1 from node where name = :node and incarnation = :incarnation and state = 'ONLINE')
            order by priority desc, due_at, id
            limit 200
            for update skip locked
        ) waiting
        limit t.most
    ) best
    order by best.priority desc, best.due_at, best.id
    limit :limit
), claimed as (
    update event e
    set state = 'RUNNING', owner_node = :node, owner_incarnation = :incarnation, attempts = e.attempts + 1,
        changed_at = clock_timestamp()
    where e.id = any(array(select due.id from due)) and e.owner_incarnation is null
    returning e.*
), recorded as (
    insert into event_change (event_id, at, from_state, to_state, node, incarnation)
    select c.id, c.changed_at, due.state, c.state, c.owner_node, c.owner_incarnation
    from claimed c
    join due on due.id = c.id
)
select c.id, c.cycle_id, c.type, c.action, c.account, c.site, c.ordering_key, c.attributes, c.state, c.blocked_by,
    c.priority, c.due_at, c.assigned_node, c.owner_node, c.owner_incarnation, c.attempts, c.max_attempts, c.created_at,
    c.changed_at, c.last_error, due.state as state_before
from claimed c
join due on due.id = c.id

-- name: claimUnassignedOf
with due as materialized (
    select best.id, best.state
    from (
        select type, most
        from json_to_recordset(cast(:types as json)) as given (type varchar(20), most integer)
        limit 5
    ) t
    cross join lateral (
        select id, state, priority, due_at
        from (
            select id, state, priority, due_at
            from event
            where type = t.type and assigned_node is null and blocked_by = 'NOTHING' and state in ('READY', 'FAILED')
                and due_at <= statement_timestamp()
                and exists (select 1 from node where name = :node and incarnation = :incarnation and state = 'ONLINE')
            order by assigned_node, priority desc, due_at, id
            limit 200
            for update skip locked
        ) waiting
        limit t.most
    ) best
    order by best.priority desc, best.due_at, best.id
    limit :limit
), claimed as (
    update event e
    set state = 'RUNNING', owner_node = :node, owner_incarnation = :incarnation, attempts = e.attempts + 1,
        changed_at = clock_timestamp()
    where e.id = any(array(select due.id from due)) and e.owner_incarnation is null
    returning e.*
), recorded as (
    insert into event_change (event_id, at, from_state, to_state, node, incarnation)
    select c.id, c.changed_at, due.state, c.state, c.owner_node, c.owner_incarnation
    from claimed c
    join due on due.id = c.id
)
select c.id, c.cycle_id, c.type, c.action, c.account, c.site, c.ordering_key, c.attributes, c.state, c.blocked_by,
    c.priority, c.due_at, c.assigned_node, c.owner_node, c.owner_incarnation, c.attempts, c.max_attempts, c.created_at,
    c.changed_at, c.last_error, due.state as state_before
from claimed c
join due on due.id = c.id

-- name: lockOwned
-- The fence, for many claims at once: the events of those that still hold, locked. The attempt tells a claim from an earlier
-- one of the same incarnation. That it is RUNNING follows: the constraint event_owner. It is not named in a fence, or the
-- planner would walk event_running, for each claim anew.
select e.id
from json_to_recordset(cast(:claims as json)) as c (id bigint, incarnation bigint, attempt integer)
join event e on e.id = c.id
where e.owner_incarnation = c.incarnation and e.attempts = c.attempt
order by e.id
for update of e

-- name: finish
-- The fence, for many claims at once: events whose claims still hold leave the table for the history. In one statement, as
-- each has a price.
with ended as (
    delete from event e
    using json_to_recordset(cast(:outcomes as json)) as o (id bigint, incarnation bigint, attempt integer,
        state varchar(10), error varchar(2000), reason varchar(2000), error_class varchar(10))
    where e.id = o.id and e.owner_incarnation = o.incarnation and e.attempts = o.attempt
    returning e.*, o.state as outcome, o.error, o.reason, o.error_class
), archived as (
    insert into event_history (id, cycle_id, type, action, account, site, ordering_key, attributes, state, priority,
        owner_node, attempts, max_attempts, created_at, finished_at, last_error)
    select id, cycle_id, type, action, account, site, ordering_key, attributes, outcome, priority, owner_node,
        attempts, max_attempts, created_at, clock_timestamp(), error
    from ended
), recorded as (
    insert into event_change (event_id, at, from_state, to_state, node, incarnation, reason, error_class)
    select id, clock_timestamp(), state, outcome, owner_node, owner_incarnation, reason, error_class from ended
)
select id from ended

-- name: ended
-- Of ends that may have been recorded: those that were, by exactly these claims.
select h.id
from json_to_recordset(cast(:outcomes as json)) as o (id bigint, incarnation bigint, attempt integer, state varchar(10))
join event_history h on h.id = o.id and h.attempts = o.attempt and h.state = o.state
where exists (select 1 from event_change c
    where c.event_id = o.id and c.incarnation = o.incarnation and c.from_state = 'RUNNING' and c.to_state = o.state)

-- name: retry
-- As above, for events that are tried again. A run that was no attempt leaves as many as before: the number of the attempt,
-- which is part of the fence, is never used again for a run that began.
with failed as (
    update event e
    set state = 'FAILED', owner_incarnation = null, last_error = o.error, changed_at = clock_timestamp(),
        max_attempts = e.max_attempts + o.uncounted, takeovers = 0,
        due_at = clock_timestamp() + o.retry_millis * interval '1 millisecond'
    from json_to_recordset(cast(:outcomes as json)) as o (id bigint, incarnation bigint, attempt integer,
        error varchar(2000), reason varchar(2000), error_class varchar(10), uncounted integer, retry_millis bigint)
    where e.id = o.id and e.owner_incarnation = o.incarnation and e.attempts = o.attempt
    returning e.id, e.state, e.changed_at, e.owner_node, o.incarnation, o.reason, o.error_class
), recorded as (
    insert into event_change (event_id, at, from_state, to_state, node, incarnation, reason, error_class)
    select id, changed_at, 'RUNNING', state, owner_node, incarnation, reason, error_class from failed
)
select id from failed

-- name: giveBack
-- Claims that hold, but whose runs never began: they count as no attempt.
update event e
set state = 'READY', owner_incarnation = null, assigned_node = null, attempts = e.attempts - 1,
    changed_at = clock_timestamp()
from json_to_recordset(cast(:claims as json)) as c (id bigint, incarnation bigint, attempt integer)
where e.id = c.id and e.owner_incarnation = c.incarnation and e.attempts = c.attempt
returning e.id

-- name: requeue
-- This and the next three skip what is locked: a node that hangs in a transaction holds up nobody, and the sweep comes again.
-- What was no attempt leaves as many as before, as in retry: the number of the attempt may be in use. What is taken over for the
-- third time, and has not failed in between, may be what ends its node, and takes all with it that run beside it: from then on
-- each waits for a while of its own.
update event
set state = 'READY', owner_incarnation = null, assigned_node = null, changed_at = clock_timestamp(),
    max_attempts = max_attempts + :uncounted, takeovers = takeovers + 1 - :uncounted,
    due_at = case when takeovers < 2 or :uncounted > 0 then due_at
        else clock_timestamp() + random() * least(power(2, least(takeovers, 5) + 1), 60) * interval '1 second' end
where id = any(array(
    select id
    from event
    where state = 'RUNNING' and owner_incarnation = :incarnation
        and id not in (select cast(value as bigint) from json_array_elements_text(cast(:inHand as json)))
    for update skip locked))
returning id

-- name: unassign
-- What is blocked keeps its node: whoever unblocks it looks whether that is there.
update event
set assigned_node = null
where id = any(array(
    select id
    from (
        select id
        from event
        where assigned_node = :node and blocked_by = 'NOTHING' and state in ('READY', 'FAILED')
        order by priority desc, due_at, id
        limit 1000
        for update skip locked) best
    limit :limit))

-- name: requeueOrphans
-- Names the owners first: an event that another takes meanwhile has an owner who is not among them.
with gone as materialized (
    select distinct e.owner_incarnation
    from event e
    where e.state = 'RUNNING'
        and not exists (select 1 from node n
            where n.incarnation = e.owner_incarnation and n.state in ('ONLINE', 'DRAINING'))
)
update event
set state = 'READY', owner_incarnation = null, assigned_node = null, changed_at = clock_timestamp(),
    takeovers = takeovers + 1,
    due_at = case when takeovers < 2 then due_at
        else clock_timestamp() + random() * least(power(2, least(takeovers, 5) + 1), 60) * interval '1 second' end
where id = any(array(
    select id
    from event
    where state = 'RUNNING' and owner_incarnation in (select owner_incarnation from gone)
    for update skip locked))
returning id

-- name: unassignOrphans
-- Enters event_claim once for each node that is gone: what is assigned to the others is not read.
update event
set assigned_node = null
where id = any(array(
    select e.id
    from node n
    cross join lateral (
        select id
        from event
        where assigned_node = n.name and blocked_by = 'NOTHING' and state in ('READY', 'FAILED')
        order by priority desc, due_at, id
        limit 1000
        for update skip locked) e
    where n.state <> 'ONLINE'
    limit :limit))

-- name: record
insert into event_change (event_id, at, from_state, to_state, node, incarnation, reason)
select c.id, clock_timestamp(), c.from_state, c.to_state, c.node, c.incarnation, c.reason
from json_to_recordset(cast(:changes as json)) as c (id bigint, from_state varchar(10), to_state varchar(10),
    node varchar(60), incarnation bigint, reason varchar(2000))

-- name: find
select id, cycle_id, type, action, account, site, ordering_key, attributes, state, blocked_by, priority, due_at,
    assigned_node, owner_node, owner_incarnation, attempts, max_attempts, created_at, changed_at, last_error
from event
where id = :id
union all
select id, cycle_id, type, action, account, site, ordering_key, attributes, state, 'NOTHING', priority, null, null,
    owner_node, null, attempts, max_attempts, created_at, finished_at, last_error
from event_history
where id = :id

-- name: list
select id, cycle_id, type, action, account, site, ordering_key, attributes, state, blocked_by, priority, due_at,
    assigned_node, owner_node, owner_incarnation, attempts, max_attempts, created_at, changed_at, last_error
from event
where id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))
union all
select id, cycle_id, type, action, account, site, ordering_key, attributes, state, 'NOTHING', priority, null, null,
    owner_node, null, attempts, max_attempts, created_at, finished_at, last_error
from event_history
where id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))

-- name: changes
select at, from_state, to_state, node, incarnation, reason, error_class
from event_change
where event_id = :id
order by id

-- name: endedByMinute
select cast(floor(extract(epoch from clock_timestamp() - finished_at) / 60) as integer) as minutes_ago, state,
    count(*) as events
from event_history
where finished_at > statement_timestamp() - interval '60 minutes'
group by 1, 2

-- name: countOlder
select count(*) from event_history
where finished_at < statement_timestamp() - :ageMillis * interval '1 millisecond'

-- name: oldest
select id from event_history
where finished_at < statement_timestamp() - :ageMillis * interval '1 millisecond'
order by finished_at, id
limit :limit
for update skip locked

-- name: purgeChanges
delete from event_change where event_id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))

-- name: purgeKeys
delete from event_key where event_id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))

-- name: purgeHistory
delete from event_history where id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))

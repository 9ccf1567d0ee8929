-- name: nextIds
select next value for event_id as id from openjson(:counts)

-- name: insertKey
insert into event_key (idempotency_key, event_id, created_at)
select :idempotencyKey, :id, sysdatetimeoffset()
where not exists (select 1 from event_key with (updlock, holdlock) where idempotency_key = :idempotencyKey)

-- name: findKey
select event_id from event_key where idempotency_key = :idempotencyKey

-- name: insert
insert into event (id, cycle_id, type, action, account, site, attributes, state, priority, due_at, assigned_node,
    attempts, max_attempts, created_at, changed_at)
values (:id, :cycleId, :type, :action, :account, :site, :attributes, 'READY', :priority,
    dateadd(millisecond, :delayMillis % 1000, dateadd(second, :delayMillis / 1000, sysdatetimeoffset())), :assignedNode,
    0, :maxAttempts, sysdatetimeoffset(), sysdatetimeoffset())

-- name: claimAssigned
-- Reads event_claim alone, from the best event on; skips what others are claiming; checks the state again outside.
update event
set state = 'RUNNING', owner_node = :node, owner_incarnation = :incarnation, attempts = event.attempts + 1,
    changed_at = sysdatetimeoffset()
output inserted.id, inserted.cycle_id, inserted.type, inserted.action, inserted.account, inserted.site,
    inserted.attributes, inserted.state, inserted.priority, inserted.due_at, inserted.assigned_node,
    inserted.owner_node, inserted.owner_incarnation, inserted.attempts, inserted.max_attempts, inserted.created_at,
    inserted.changed_at, inserted.last_error, deleted.state as state_before
where id in (
        select top (:limit) id
        from event with (rowlock, updlock, readpast)
        where assigned_node = :node and state in ('READY', 'FAILED') and due_at <= sysdatetimeoffset()
            and exists (select 1 from node where name = :node and incarnation = :incarnation and state = 'ONLINE')
        order by priority desc, due_at, id)
    and state in ('READY', 'FAILED')

-- name: claimUnassigned
update event
set state = 'RUNNING', owner_node = :node, owner_incarnation = :incarnation, attempts = event.attempts + 1,
    changed_at = sysdatetimeoffset()
output inserted.id, inserted.cycle_id, inserted.type, inserted.action, inserted.account, inserted.site,
    inserted.attributes, inserted.state, inserted.priority, inserted.due_at, inserted.assigned_node,
    inserted.owner_node, inserted.owner_incarnation, inserted.attempts, inserted.max_attempts, inserted.created_at,
    inserted.changed_at, inserted.last_error, deleted.state as state_before
where id in (
        select top (:limit) id
        from event with (rowlock, updlock, readpast)
        where assigned_node is null and state in ('READY', 'FAILED') and due_at <= sysdatetimeoffset()
            and exists (select 1 from node where name = :node and incarnation = :incarnation and state = 'ONLINE')
        order by priority desc, due_at, id)
    and state in ('READY', 'FAILED')

-- name: lockOwned
-- The fence, for many events at once: those of the identities that the incarnation still owns, locked.
select id
from event with (rowlock, updlock)
where id in (select cast(value as bigint) from openjson(:ids))
    and owner_incarnation = :incarnation and state = 'RUNNING'
order by id

-- name: archive
insert into event_history (id, cycle_id, type, action, account, site, attributes, state, priority, owner_node,
    attempts, max_attempts, created_at, finished_at, last_error)
select e.id, e.cycle_id, e.type, e.action, e.account, e.site, e.attributes, o.state, e.priority, e.owner_node,
    e.attempts, e.max_attempts, e.created_at, sysdatetimeoffset(), o.error
from openjson(:outcomes) with (id bigint '$.id', state varchar(10) '$.state', error nvarchar(2000) '$.error') as o
join event e on e.id = o.id

-- name: remove
delete from event
where id in (select o.id from openjson(:outcomes) with (id bigint '$.id') as o)

-- name: retry
update e
set state = 'FAILED', owner_incarnation = null, last_error = o.error, changed_at = sysdatetimeoffset(),
    due_at = dateadd(millisecond, o.retry_millis % 1000, dateadd(second, o.retry_millis / 1000, sysdatetimeoffset()))
from event e
join openjson(:outcomes) with (id bigint '$.id', error nvarchar(2000) '$.error', retry_millis bigint '$.retry_millis') as o
    on e.id = o.id

-- name: requeue
-- This and the next three skip what is locked: a node that hangs in a transaction holds up nobody, and the sweep comes again.
update event with (rowlock, updlock, readpast)
set state = 'READY', owner_incarnation = null, assigned_node = null, changed_at = sysdatetimeoffset()
output inserted.id
where state = 'RUNNING' and owner_incarnation = :incarnation
    and id not in (select cast(value as bigint) from openjson(:inHand))

-- name: unassign
update event with (rowlock, updlock, readpast)
set assigned_node = null
where assigned_node = :node and state in ('READY', 'FAILED')

-- name: requeueOrphans
update event with (rowlock, updlock, readpast)
set state = 'READY', owner_incarnation = null, assigned_node = null, changed_at = sysdatetimeoffset()
output inserted.id
where state = 'RUNNING'
    and not exists (select 1 from node n
        where n.incarnation = event.owner_incarnation and n.state in ('ONLINE', 'DRAINING'))

-- name: unassignOrphans
update event with (rowlock, updlock, readpast)
set assigned_node = null
where assigned_node is not null and state in ('READY', 'FAILED')
    and not exists (select 1 from node n where n.name = event.assigned_node and n.state = 'ONLINE')

-- name: record
insert into event_change (event_id, at, from_state, to_state, node, incarnation, reason)
select c.id, sysdatetimeoffset(), c.from_state, c.to_state, c.node, c.incarnation, c.reason
from openjson(:changes) with (id bigint '$.id', from_state varchar(10) '$.from_state', to_state varchar(10) '$.to_state',
    node varchar(60) '$.node', incarnation bigint '$.incarnation', reason nvarchar(2000) '$.reason') as c

-- name: find
select id, cycle_id, type, action, account, site, attributes, state, priority, due_at, assigned_node, owner_node,
    owner_incarnation, attempts, max_attempts, created_at, changed_at, last_error
from event
where id = :id
union all
select id, cycle_id, type, action, account, site, attributes, state, priority, null, null, owner_node,
    null, attempts, max_attempts, created_at, finished_at, last_error
from event_history
where id = :id

-- name: list
-- Two walks down the primary keys, merged. A parameter that is null does not restrict.
select top (:limit) *
from (
    select id, cycle_id, type, action, account, site, attributes, state, priority, due_at, assigned_node, owner_node,
        owner_incarnation, attempts, max_attempts, created_at, changed_at, last_error
    from event
    union all
    select id, cycle_id, type, action, account, site, attributes, state, priority, null, null, owner_node,
        null, attempts, max_attempts, created_at, finished_at, last_error
    from event_history
) e
where e.id < :before
    and (cast(:state as varchar(10)) is null or e.state = :state)
    and (cast(:type as varchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as varchar(60)) is null or coalesce(e.owner_node, e.assigned_node) = :node)
    and (cast(:cycleId as varchar(36)) is null or e.cycle_id = :cycleId)
order by e.id desc
option (recompile)

-- name: changes
select at, from_state, to_state, node, incarnation, reason
from event_change
where event_id = :id
order by id

-- name: countByState
select state, count(*) as events from event group by state

-- name: endedByMinute
select datediff(second, finished_at, sysdatetimeoffset()) / 60 as minutes_ago, state, count(*) as events
from event_history
where finished_at > dateadd(minute, -60, sysdatetimeoffset())
group by datediff(second, finished_at, sysdatetimeoffset()) / 60, state

-- name: oldest
select top (:limit) id
from event_history with (rowlock, updlock, readpast)
where finished_at < dateadd(second, -(:ageMillis / 1000), sysdatetimeoffset())
order by finished_at, id

-- name: purgeChanges
delete from event_change where event_id in (select cast(value as bigint) from openjson(:ids))

-- name: purgeKeys
delete from event_key where event_id in (select cast(value as bigint) from openjson(:ids))

-- name: purgeHistory
delete from event_history where id in (select cast(value as bigint) from openjson(:ids))

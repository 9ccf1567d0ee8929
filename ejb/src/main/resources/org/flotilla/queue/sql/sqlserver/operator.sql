-- What operators do to events (Q8). Who acts locks first, then changes what the lock has shown to be in the right state; each
-- change asks for the state again.

-- name: lock
-- Waits for a node that is just claiming or finishing it, as long as the data source allows.
select id, cycle_id, type, action, account, site, ordering_key, attributes, state, blocked_by, priority, due_at,
    assigned_node, owner_node, owner_incarnation, attempts, max_attempts, created_at, changed_at, last_error
from event with (rowlock, updlock)
where id = :id

-- name: lockFree
-- Of many; waits for nobody: what a node is just claiming or finishing is passed by.
select e.id, e.cycle_id, e.type, e.action, e.account, e.site, e.ordering_key, e.attributes, e.state, e.blocked_by,
    e.priority, e.due_at, e.assigned_node, e.owner_node, e.owner_incarnation, e.attempts, e.max_attempts, e.created_at,
    e.changed_at, e.last_error
from openjson(:ids) with (id bigint '$') as o
join event as e with (rowlock, updlock, readpast, readcommittedlock) on e.id = o.id
order by e.id
option (force order, loop join)

-- name: suspend
-- It does not wait for its site any more: it asks anew when it is resumed.
update e
set state = N'SUSPENDED', changed_at = sysdatetimeoffset(),
    blocked_by = case when e.blocked_by = N'SITE' then N'NOTHING' else e.blocked_by end
from openjson(:ids) with (id bigint '$') as o
join event as e with (rowlock) on e.id = o.id
where e.state in (N'READY', N'FAILED')
option (force order, loop join)

-- name: resume
-- Due when it was due before. Where it was dispatched to a node that is gone meanwhile, the sweep frees it.
update e
set state = N'READY', changed_at = sysdatetimeoffset()
from openjson(:ids) with (id bigint '$') as o
join event as e with (rowlock) on e.id = o.id
where e.state = N'SUSPENDED'
option (force order, loop join)

-- name: prioritise
update e
set priority = :priority
from openjson(:ids) with (id bigint '$') as o
join event as e with (rowlock) on e.id = o.id
option (force order, loop join)

-- name: cancel
insert into event_history (id, cycle_id, type, action, account, site, ordering_key, attributes, state, priority,
    owner_node, attempts, max_attempts, created_at, finished_at, last_error)
select e.id, e.cycle_id, e.type, e.action, e.account, e.site, e.ordering_key, e.attributes, N'CANCELLED', e.priority,
    e.owner_node, e.attempts, e.max_attempts, e.created_at, sysdatetimeoffset(), e.last_error
from openjson(:ids) with (id bigint '$') as o
join event as e on e.id = o.id
where e.state in (N'READY', N'FAILED', N'SUSPENDED', N'RUNNING')
option (force order, loop join)

-- name: removeCancelled
delete e
from openjson(:ids) with (id bigint '$') as o
join event as e with (rowlock) on e.id = o.id
option (force order, loop join)

-- name: recordAct
insert into event_change (event_id, at, from_state, to_state, node, incarnation, reason)
select c.id, sysdatetimeoffset(), c.from_state, c.to_state, c.node, c.incarnation, c.reason
from openjson(:changes) with (id bigint '$.id', from_state nvarchar(10) '$.from_state', to_state nvarchar(10) '$.to_state',
    node nvarchar(60) '$.node', incarnation bigint '$.incarnation', reason nvarchar(2000) '$.reason') as c

-- name: choose
-- A walk down the primary key. A parameter that is null does not restrict; the states always do.
select top (:limit) e.id
from event e
where e.id >= :lowest and e.id < :before
    and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
    and (cast(:type as nvarchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as nvarchar(60)) is null or coalesce(e.owner_node, e.assigned_node) = :node)
    and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
order by e.id desc
option (recompile)

-- name: chooseNotReady
-- As choose, where READY is not asked for, of which there may be millions: reads event_set_aside, down from the newest of each of
-- the states, and event_running. Literals, as these indexes are filtered by them; not
-- named in hints, which are an error where an index does not fit.
select top (:limit) k.id
from (
    select a.id
    from openjson(:states) with (name nvarchar(10) '$') as s
    cross apply (
        select top (:limit) e.id
        from event e
        where e.state in (N'FAILED', N'SUSPENDED') and e.state = s.name collate Latin1_General_100_BIN2
            and e.id >= :lowest and e.id < :before
            and (cast(:type as nvarchar(20)) is null or e.type = :type)
            and (cast(:account as nvarchar(100)) is null or e.account = :account)
            and (cast(:site as nvarchar(100)) is null or e.site = :site)
            and (cast(:node as nvarchar(60)) is null or coalesce(e.owner_node, e.assigned_node) = :node)
            and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
            and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
        order by e.id desc
    ) as a
    union all
    select r.id
    from (
        select top (:limit) e.id
        from event e
        where e.state = N'RUNNING'
            and e.id >= :lowest and e.id < :before
            and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
            and (cast(:type as nvarchar(20)) is null or e.type = :type)
            and (cast(:account as nvarchar(100)) is null or e.account = :account)
            and (cast(:site as nvarchar(100)) is null or e.site = :site)
            and (cast(:node as nvarchar(60)) is null or coalesce(e.owner_node, e.assigned_node) = :node)
            and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
            and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
        order by e.id desc
    ) as r
) k
order by k.id desc
option (recompile)

-- name: historyEnds
-- The oldest, and the newest, that are not looked at yet: each by itself, as both at once read all of it on some databases.
select (select min(id) from event_history where id >= :lowest) as lowest,
    (select max(id) from event_history where id < :before) as highest

-- name: chooseEnded
-- The history can be long, and who is asked for rare in it: so :lowest bounds the walk.
select top (:limit) e.id
from event_history e
where e.id >= :lowest and e.id < :before
    and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
    and (cast(:type as nvarchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as nvarchar(60)) is null or e.owner_node = :node)
    and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
order by e.id desc
option (recompile)

-- name: chooseFailed
-- As chooseEnded, of states other than DONE: reads event_history_failed, which holds the few of those alone.
select top (:limit) e.id
from event_history e
where e.id >= :lowest and e.id < :before and e.state <> N'DONE'
    and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
    and (cast(:type as nvarchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as nvarchar(60)) is null or e.owner_node = :node)
    and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
order by e.id desc
option (recompile)

-- name: chooseOldestEnded
-- As chooseEnded, oldest first, for what is submitted anew: an ordering key keeps its order (Q7). :before bounds the walk.
select top (:limit) e.id
from event_history e
where e.id >= :lowest and e.id < :before
    and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
    and (cast(:type as nvarchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as nvarchar(60)) is null or e.owner_node = :node)
    and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
order by e.id
option (recompile)

-- name: chooseOldestFailed
-- As chooseFailed, oldest first.
select top (:limit) e.id
from event_history e
where e.id >= :lowest and e.id < :before and e.state <> N'DONE'
    and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
    and (cast(:type as nvarchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as nvarchar(60)) is null or e.owner_node = :node)
    and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
order by e.id
option (recompile)

-- name: chooseOfKey
-- Unfinished. Each half names what its index is of: those that wait for their turn, and the one that has it.
select top (:limit) k.id
from (
    select w.id
    from (
        select top (:limit) e.id
        from event e
        where e.ordering_key = :orderingKey and e.blocked_by = N'KEY'
            and e.id >= :lowest and e.id < :before
            and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
            and (cast(:type as nvarchar(20)) is null or e.type = :type)
            and (cast(:account as nvarchar(100)) is null or e.account = :account)
            and (cast(:site as nvarchar(100)) is null or e.site = :site)
            and (cast(:node as nvarchar(60)) is null or coalesce(e.owner_node, e.assigned_node) = :node)
            and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
        order by e.id desc
    ) w
    union all
    select h.id
    from (
        select top (:limit) e.id
        from event e
        where e.ordering_key = :orderingKey and e.blocked_by in (N'NOTHING', N'SITE')
            and e.id >= :lowest and e.id < :before
            and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
            and (cast(:type as nvarchar(20)) is null or e.type = :type)
            and (cast(:account as nvarchar(100)) is null or e.account = :account)
            and (cast(:site as nvarchar(100)) is null or e.site = :site)
            and (cast(:node as nvarchar(60)) is null or coalesce(e.owner_node, e.assigned_node) = :node)
            and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
        order by e.id desc
    ) h
) k
order by k.id desc
option (recompile)

-- name: chooseOfCycle
-- Unfinished or ended. A cycle has few events: so they are found by its indexes, and sorted.
select top (:limit) e.id
from (
    select id, state, type, account, site, ordering_key, coalesce(owner_node, assigned_node) as node
    from event
    where cycle_id = :cycleId
    union all
    select id, state, type, account, site, ordering_key, owner_node
    from event_history
    where cycle_id = :cycleId
) e
where e.id >= :lowest and e.id < :before
    and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
    and (cast(:type as nvarchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as nvarchar(60)) is null or e.node = :node)
    and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
order by e.id desc
option (recompile)

-- name: count
select e.state, count(*) as events
from event e
where e.id >= :lowest and e.id < :before
    and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
    and (cast(:type as nvarchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as nvarchar(60)) is null or coalesce(e.owner_node, e.assigned_node) = :node)
    and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
group by e.state
option (recompile)

-- name: countNotReady
-- As count, where READY is not asked for: of each state by itself, so that event_set_aside and event_running, which are filtered by
-- literals, can be read.
select e.state, count(*) as events
from event e
where e.state in (N'FAILED', N'SUSPENDED')
    and e.id >= :lowest and e.id < :before
    and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
    and (cast(:type as nvarchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as nvarchar(60)) is null or coalesce(e.owner_node, e.assigned_node) = :node)
    and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
group by e.state
union all
select e.state, count(*) as events
from event e
where e.state = N'RUNNING'
    and e.id >= :lowest and e.id < :before
    and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
    and (cast(:type as nvarchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as nvarchar(60)) is null or coalesce(e.owner_node, e.assigned_node) = :node)
    and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
group by e.state
option (recompile)

-- name: countEnded
select e.state, count(*) as events
from event_history e
where e.id >= :lowest and e.id < :before
    and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
    and (cast(:type as nvarchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as nvarchar(60)) is null or e.owner_node = :node)
    and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
group by e.state
option (recompile)

-- name: countFailed
-- As countEnded, of states other than DONE: reads event_history_failed.
select e.state, count(*) as events
from event_history e
where e.id >= :lowest and e.id < :before and e.state <> N'DONE'
    and e.state in (select name collate Latin1_General_100_BIN2 from openjson(:states) with (name nvarchar(10) '$'))
    and (cast(:type as nvarchar(20)) is null or e.type = :type)
    and (cast(:account as nvarchar(100)) is null or e.account = :account)
    and (cast(:site as nvarchar(100)) is null or e.site = :site)
    and (cast(:node as nvarchar(60)) is null or e.owner_node = :node)
    and (cast(:cycleId as nvarchar(36)) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as nvarchar(200)) is null or e.ordering_key = :orderingKey)
group by e.state
option (recompile)

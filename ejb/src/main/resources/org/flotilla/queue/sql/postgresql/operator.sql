-- What operators do to events (Q8). Who acts locks first, then changes what the lock has shown to be in the right state; each
-- change asks for the state again.

-- name: lock
-- Waits for a node that is just claiming or finishing it, as long as the data source allows.
select id, cycle_id, type, action, account, site, ordering_key, attributes, state, blocked_by, priority, due_at,
    assigned_node, owner_node, owner_incarnation, attempts, max_attempts, created_at, changed_at, last_error
from event
where id = :id
for update

-- name: lockFree
-- Of many; waits for nobody: what a node is just claiming or finishing is passed by.
select e.id, e.cycle_id, e.type, e.action, e.account, e.site, e.ordering_key, e.attributes, e.state, e.blocked_by,
    e.priority, e.due_at, e.assigned_node, e.owner_node, e.owner_incarnation, e.attempts, e.max_attempts, e.created_at,
    e.changed_at, e.last_error
from event e
where e.id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))
order by e.id
for update skip locked

-- name: suspend
-- It does not wait for its site any more: it asks anew when it is resumed.
update event
set state = 'SUSPENDED', changed_at = clock_timestamp(),
    blocked_by = case when blocked_by = 'SITE' then 'NOTHING' else blocked_by end
where id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))
    and state in ('READY', 'FAILED')

-- name: resume
-- Due when it was due before. Where it was dispatched to a node that is gone meanwhile, the sweep frees it.
update event
set state = 'READY', changed_at = clock_timestamp()
where id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))
    and state = 'SUSPENDED'

-- name: prioritise
update event
set priority = :priority
where id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))

-- name: cancel
insert into event_history (id, cycle_id, type, action, account, site, ordering_key, attributes, state, priority,
    owner_node, attempts, max_attempts, created_at, finished_at, last_error)
select id, cycle_id, type, action, account, site, ordering_key, attributes, 'CANCELLED', priority, owner_node,
    attempts, max_attempts, created_at, clock_timestamp(), last_error
from event
where id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))
    and state in ('READY', 'FAILED', 'SUSPENDED', 'RUNNING')

-- name: removeCancelled
delete from event
where id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))

-- name: recordAct
insert into event_change (event_id, at, from_state, to_state, node, incarnation, reason)
select c.id, clock_timestamp(), c.from_state, c.to_state, c.node, c.incarnation, c.reason
from json_to_recordset(cast(:changes as json)) as c (id bigint, from_state varchar(10), to_state varchar(10),
    node varchar(60), incarnation bigint, reason varchar(2000))

-- name: choose
-- A walk down the primary key. A parameter that is null does not restrict; the states always do. Each filter is a case, of which
-- the planner believes that half of the events pass; of what may be null or equal it believes that none do, and then it reads
-- and sorts all, where rows are not stored in the order of their identities.
select e.id
from event e
where e.id >= :lowest and e.id < :before
    and e.state = any(array(select value from json_array_elements_text(cast(:states as json))))
    and case when cast(:type as varchar) is null then true else e.type = :type end
    and case when cast(:account as varchar) is null then true else e.account = :account end
    and case when cast(:site as varchar) is null then true else e.site = :site end
    and case when cast(:node as varchar) is null then true else coalesce(e.owner_node, e.assigned_node) = :node end
    and case when cast(:cycleId as varchar) is null then true else e.cycle_id = :cycleId end
    and case when cast(:orderingKey as varchar) is null then true else e.ordering_key = :orderingKey end
order by e.id desc
limit :limit

-- name: chooseNotReady
-- As choose, where READY is not asked for, of which there may be millions: reads event_set_aside, down from the newest of each of
-- the states, and what is RUNNING, of which the nodes have no more than slots. The row comparison keeps the planner to that index:
-- for ids alone it might walk down the primary key.
with running as materialized (
    select id, state, type, account, site, coalesce(owner_node, assigned_node) as node, cycle_id, ordering_key
    from event
    where state = 'RUNNING'
)
select k.id
from (
    select a.id
    from json_array_elements_text(cast(:states as json)) as s (state)
    cross join lateral (
        select e.id
        from event e
        where e.state in ('FAILED', 'SUSPENDED')
            and (e.state, e.id) >= (s.state, :lowest) and (e.state, e.id) < (s.state, :before)
            and case when cast(:type as varchar) is null then true else e.type = :type end
            and case when cast(:account as varchar) is null then true else e.account = :account end
            and case when cast(:site as varchar) is null then true else e.site = :site end
            and case when cast(:node as varchar) is null then true else coalesce(e.owner_node, e.assigned_node) = :node end
            and case when cast(:cycleId as varchar) is null then true else e.cycle_id = :cycleId end
            and case when cast(:orderingKey as varchar) is null then true else e.ordering_key = :orderingKey end
        order by e.state desc, e.id desc
        limit :limit
    ) a
    union all
    select r.id
    from running r
    where r.id >= :lowest and r.id < :before
        and r.state = any(array(select value from json_array_elements_text(cast(:states as json))))
        and case when cast(:type as varchar) is null then true else r.type = :type end
        and case when cast(:account as varchar) is null then true else r.account = :account end
        and case when cast(:site as varchar) is null then true else r.site = :site end
        and case when cast(:node as varchar) is null then true else r.node = :node end
        and case when cast(:cycleId as varchar) is null then true else r.cycle_id = :cycleId end
        and case when cast(:orderingKey as varchar) is null then true else r.ordering_key = :orderingKey end
) k
order by k.id desc
limit :limit

-- name: historyEnds
-- The oldest, and the newest, that are not looked at yet: each by itself, as both at once read all of it on some databases.
select (select min(id) from event_history where id >= :lowest) as lowest,
    (select max(id) from event_history where id < :before) as highest

-- name: chooseEnded
-- The history can be long, and who is asked for rare in it: so :lowest bounds the walk.
select e.id
from event_history e
where e.id >= :lowest and e.id < :before
    and e.state in (select value from json_array_elements_text(cast(:states as json)))
    and (cast(:type as varchar) is null or e.type = :type)
    and (cast(:account as varchar) is null or e.account = :account)
    and (cast(:site as varchar) is null or e.site = :site)
    and (cast(:node as varchar) is null or e.owner_node = :node)
    and (cast(:cycleId as varchar) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as varchar) is null or e.ordering_key = :orderingKey)
order by e.id desc
limit :limit

-- name: chooseFailed
-- As chooseEnded, of states other than DONE: reads event_history_failed, which holds the few of those alone.
select e.id
from event_history e
where e.id >= :lowest and e.id < :before and e.state <> 'DONE'
    and e.state in (select value from json_array_elements_text(cast(:states as json)))
    and (cast(:type as varchar) is null or e.type = :type)
    and (cast(:account as varchar) is null or e.account = :account)
    and (cast(:site as varchar) is null or e.site = :site)
    and (cast(:node as varchar) is null or e.owner_node = :node)
    and (cast(:cycleId as varchar) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as varchar) is null or e.ordering_key = :orderingKey)
order by e.id desc
limit :limit

-- name: chooseOldestEnded
-- As chooseEnded, oldest first, for what is submitted anew: an ordering key keeps its order (Q7). :before bounds the walk.
select e.id
from event_history e
where e.id >= :lowest and e.id < :before
    and e.state in (select value from json_array_elements_text(cast(:states as json)))
    and (cast(:type as varchar) is null or e.type = :type)
    and (cast(:account as varchar) is null or e.account = :account)
    and (cast(:site as varchar) is null or e.site = :site)
    and (cast(:node as varchar) is null or e.owner_node = :node)
    and (cast(:cycleId as varchar) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as varchar) is null or e.ordering_key = :orderingKey)
order by e.id
limit :limit

-- name: chooseOldestFailed
-- As chooseFailed, oldest first.
select e.id
from event_history e
where e.id >= :lowest and e.id < :before and e.state <> 'DONE'
    and e.state in (select value from json_array_elements_text(cast(:states as json)))
    and (cast(:type as varchar) is null or e.type = :type)
    and (cast(:account as varchar) is null or e.account = :account)
    and (cast(:site as varchar) is null or e.site = :site)
    and (cast(:node as varchar) is null or e.owner_node = :node)
    and (cast(:cycleId as varchar) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as varchar) is null or e.ordering_key = :orderingKey)
order by e.id
limit :limit

-- name: chooseOfKey
-- Unfinished. Each half names what its index is of: those that wait for their turn, and the one that has it.
select k.id
from (
    select w.id
    from (
        select e.id
        from event e
        where e.ordering_key = :orderingKey and e.blocked_by = 'KEY'
            and e.id >= :lowest and e.id < :before
            and e.state in (select value from json_array_elements_text(cast(:states as json)))
            and (cast(:type as varchar) is null or e.type = :type)
            and (cast(:account as varchar) is null or e.account = :account)
            and (cast(:site as varchar) is null or e.site = :site)
            and (cast(:node as varchar) is null or coalesce(e.owner_node, e.assigned_node) = :node)
            and (cast(:cycleId as varchar) is null or e.cycle_id = :cycleId)
        order by e.id desc
        limit :limit
    ) w
    union all
    select h.id
    from (
        select e.id
        from event e
        where e.ordering_key = :orderingKey and e.blocked_by in ('NOTHING', 'SITE')
            and e.id >= :lowest and e.id < :before
            and e.state in (select value from json_array_elements_text(cast(:states as json)))
            and (cast(:type as varchar) is null or e.type = :type)
            and (cast(:account as varchar) is null or e.account = :account)
            and (cast(:site as varchar) is null or e.site = :site)
            and (cast(:node as varchar) is null or coalesce(e.owner_node, e.assigned_node) = :node)
            and (cast(:cycleId as varchar) is null or e.cycle_id = :cycleId)
        order by e.id desc
        limit :limit
    ) h
) k
order by k.id desc
limit :limit

-- name: chooseOfCycle
-- Unfinished or ended. A cycle has few events: so they are found by its indexes, and sorted.
select e.id
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
    and e.state in (select value from json_array_elements_text(cast(:states as json)))
    and (cast(:type as varchar) is null or e.type = :type)
    and (cast(:account as varchar) is null or e.account = :account)
    and (cast(:site as varchar) is null or e.site = :site)
    and (cast(:node as varchar) is null or e.node = :node)
    and (cast(:orderingKey as varchar) is null or e.ordering_key = :orderingKey)
order by e.id desc
limit :limit

-- name: count
select e.state, count(*) as events
from event e
where e.id >= :lowest and e.id < :before
    and e.state in (select value from json_array_elements_text(cast(:states as json)))
    and (cast(:type as varchar) is null or e.type = :type)
    and (cast(:account as varchar) is null or e.account = :account)
    and (cast(:site as varchar) is null or e.site = :site)
    and (cast(:node as varchar) is null or coalesce(e.owner_node, e.assigned_node) = :node)
    and (cast(:cycleId as varchar) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as varchar) is null or e.ordering_key = :orderingKey)
group by e.state

-- name: countNotReady
-- As count, where READY is not asked for: reads event_set_aside and event_running, and looks at identities afterwards, for which
-- the planner might read the primary key.
with aside as materialized (
    select id, state, type, account, site, coalesce(owner_node, assigned_node) as node, cycle_id, ordering_key
    from event
    where (state = 'RUNNING' or state in ('FAILED', 'SUSPENDED'))
        and state = any(array(select value from json_array_elements_text(cast(:states as json))))
)
select a.state, count(*) as events
from aside a
where a.id >= :lowest and a.id < :before
    and case when cast(:type as varchar) is null then true else a.type = :type end
    and case when cast(:account as varchar) is null then true else a.account = :account end
    and case when cast(:site as varchar) is null then true else a.site = :site end
    and case when cast(:node as varchar) is null then true else a.node = :node end
    and case when cast(:cycleId as varchar) is null then true else a.cycle_id = :cycleId end
    and case when cast(:orderingKey as varchar) is null then true else a.ordering_key = :orderingKey end
group by a.state

-- name: countEnded
select e.state, count(*) as events
from event_history e
where e.id >= :lowest and e.id < :before
    and e.state in (select value from json_array_elements_text(cast(:states as json)))
    and (cast(:type as varchar) is null or e.type = :type)
    and (cast(:account as varchar) is null or e.account = :account)
    and (cast(:site as varchar) is null or e.site = :site)
    and (cast(:node as varchar) is null or e.owner_node = :node)
    and (cast(:cycleId as varchar) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as varchar) is null or e.ordering_key = :orderingKey)
group by e.state

-- name: countFailed
-- As countEnded, of states other than DONE: reads event_history_failed.
select e.state, count(*) as events
from event_history e
where e.id >= :lowest and e.id < :before and e.state <> 'DONE'
    and e.state in (select value from json_array_elements_text(cast(:states as json)))
    and (cast(:type as varchar) is null or e.type = :type)
    and (cast(:account as varchar) is null or e.account = :account)
    and (cast(:site as varchar) is null or e.site = :site)
    and (cast(:node as varchar) is null or e.owner_node = :node)
    and (cast(:cycleId as varchar) is null or e.cycle_id = :cycleId)
    and (cast(:orderingKey as varchar) is null or e.ordering_key = :orderingKey)
group by e.state

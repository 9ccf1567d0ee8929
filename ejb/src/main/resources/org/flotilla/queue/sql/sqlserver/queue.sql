-- Locks are of rows and skip or wait as on PostgreSQL, whether READ_COMMITTED_SNAPSHOT is on or off (decision 0007). Where
-- rows are named by a list, force order and loop join look up each of them: a scan would wait for the rows of others.

-- name: nextIds
select next value for event_id as id from openjson(:counts)

-- name: insertKey
-- A key that is there is ignored: no row, no error (event_key_pk). One that another session has just inserted is waited for.
insert into event_key (idempotency_key, event_id, created_at)
values (:idempotencyKey, :id, sysdatetimeoffset())

-- name: findKey
select event_id from event_key where idempotency_key = :idempotencyKey

-- name: keyOf
select idempotency_key from event_key where event_id = :id

-- name: insert
insert into event (id, cycle_id, type, action, account, site, ordering_key, attributes, state, blocked_by, priority,
    due_at, assigned_node, attempts, max_attempts, created_at, changed_at)
values (:id, :cycleId, :type, :action, :account, :site, :orderingKey, :attributes, N'READY', :blockedBy, :priority,
    case when cast(:dueAt as datetimeoffset(7)) > sysdatetimeoffset() then cast(:dueAt as datetimeoffset(7))
        else sysdatetimeoffset() end, :assignedNode,
    0, :maxAttempts, sysdatetimeoffset(), sysdatetimeoffset())

-- name: claimAssigned
-- Reads event_claim alone, from the best event on; skips what others are claiming; checks the state again outside. The update
-- skips too: whatever its plan, and whoever holds the row by another index, a claim waits for nobody. Records the change.
-- Enters the index once for each priority, where what is due is: what is due later is not read. Of each priority it may lock as
-- many as it takes in all; those left over are free again at the commit.
update event with (rowlock, updlock, readpast, readcommittedlock)
set state = N'RUNNING', owner_node = :node, owner_incarnation = :incarnation, attempts = event.attempts + 1,
    changed_at = sysdatetimeoffset()
output inserted.id, inserted.changed_at, deleted.state, inserted.state, inserted.owner_node, inserted.owner_incarnation
    into event_change (event_id, at, from_state, to_state, node, incarnation)
output inserted.id, inserted.cycle_id, inserted.type, inserted.action, inserted.account, inserted.site,
    inserted.ordering_key, inserted.attributes, inserted.state, inserted.blocked_by, inserted.priority,
    inserted.due_at, inserted.assigned_node, inserted.owner_node, inserted.owner_incarnation, inserted.attempts,
    inserted.max_attempts, inserted.created_at, inserted.changed_at, inserted.last_error, deleted.state as state_before
where id in (
        select top (:limit) best.id
        from (values (9), (8), (7), (6), (5), (4), (3), (2), (1), (0)) as p (priority)
        cross apply (
            select top (:limit) id, due_at
            from event with (rowlock, updlock, readpast, readcommittedlock)
            where assigned_node = :node and priority = p.priority and blocked_by = N'NOTHING'
                and state in (N'READY', N'FAILED') and due_at <= sysdatetimeoffset()
                and exists (select 1 from node where name = :node and incarnation = :incarnation and state = N'ONLINE')
            order by due_at, id) as best
        order by p.priority desc, best.due_at, best.id)
    and blocked_by = N'NOTHING' and state in (N'READY', N'FAILED')

-- name: claimUnassigned
update event with (rowlock, updlock, readpast, readcommittedlock)
set state = N'RUNNING', owner_node = :node, owner_incarnation = :incarnation, attempts = event.attempts + 1,
    changed_at = sysdatetimeoffset()
output inserted.id, inserted.changed_at, deleted.state, inserted.state, inserted.owner_node, inserted.owner_incarnation
    into event_change (event_id, at, from_state, to_state, node, incarnation)
output inserted.id, inserted.cycle_id, inserted.type, inserted.action, inserted.account, inserted.site,
    inserted.ordering_key, inserted.attributes, inserted.state, inserted.blocked_by, inserted.priority,
    inserted.due_at, inserted.assigned_node, inserted.owner_node, inserted.owner_incarnation, inserted.attempts,
    inserted.max_attempts, inserted.created_at, inserted.changed_at, inserted.last_error, deleted.state as state_before
where id in (
        select top (:limit) best.id
        from (values (9), (8), (7), (6), (5), (4), (3), (2), (1), (0)) as p (priority)
        cross apply (
            select top (:limit) id, due_at
            from event with (rowlock, updlock, readpast, readcommittedlock)
            where assigned_node is null and priority = p.priority and blocked_by = N'NOTHING'
                and state in (N'READY', N'FAILED') and due_at <= sysdatetimeoffset()
                and exists (select 1 from node where name = :node and incarnation = :incarnation and state = N'ONLINE')
            order by due_at, id) as best
        order by p.priority desc, best.due_at, best.id)
    and blocked_by = N'NOTHING' and state in (N'READY', N'FAILED')

-- name: claimAssignedOf
-- As claimAssigned, for a node of which some types hold all the slots they may have: reads event_claim_type, from the best event
-- of each of the other types on, and locks a few more than it takes.
update event with (rowlock, updlock, readpast, readcommittedlock)
set state = N'RUNNING', owner_node = :node, owner_incarnation = :incarnation, attempts = event.attempts + 1,
    changed_at = sysdatetimeoffset()
output inserted.id, inserted.changed_at, deleted.state, inserted.state, inserted.owner_node, inserted.owner_incarnation
    into event_change (event_id, at, from_state, to_state, node, incarnation)
output inserted.id, inserted.cycle_id, inserted.type, inserted.action, inserted.account, inserted.site,
    inserted.ordering_key, inserted.attributes, inserted.state, inserted.blocked_by, inserted.priority,
    inserted.due_at, inserted.assigned_node, inserted.owner_node, inserted.owner_incarnation, inserted.attempts,
    inserted.max_attempts, inserted.created_at, inserted.changed_at, inserted.last_error, deleted.state as state_before
where id in (
        select top (:limit) best.id
        from openjson(:types) with (type nvarchar(20) '$.type', most integer '$.most') as t
        cross apply (
            select top (t.most) waiting.id, p.priority, waiting.due_at
            from (values (9), (8), (7), (6), (5), (4), (3), (2), (1), (0)) as p (priority)
            cross apply (
                select top (t.most) id, due_at
                from event with (rowlock, updlock, readpast, readcommittedlock)
                where type = t.type collate Latin1_General_100_BIN2 and assigned_node = :node and priority = p.priority
                    and blocked_by = N'NOTHING' and state in (N'READY', N'FAILED') and due_at <= sysdatetimeoffset()
                    and exists (select 1 from node
                        where name = :node and incarnation = :incarnation and state = N'ONLINE')
                order by due_at, id) as waiting
            order by p.priority desc, waiting.due_at, waiting.id) as best
        order by best.priority desc, best.due_at, best.id)
    and blocked_by = N'NOTHING' and state in (N'READY', N'FAILED')

-- name: claimUnassignedOf
update event with (rowlock, updlock, readpast, readcommittedlock)
set state = N'RUNNING', owner_node = :node, owner_incarnation = :incarnation, attempts = event.attempts + 1,
    changed_at = sysdatetimeoffset()
output inserted.id, inserted.changed_at, deleted.state, inserted.state, inserted.owner_node, inserted.owner_incarnation
    into event_change (event_id, at, from_state, to_state, node, incarnation)
output inserted.id, inserted.cycle_id, inserted.type, inserted.action, inserted.account, inserted.site,
    inserted.ordering_key, inserted.attributes, inserted.state, inserted.blocked_by, inserted.priority,
    inserted.due_at, inserted.assigned_node, inserted.owner_node, inserted.owner_incarnation, inserted.attempts,
    inserted.max_attempts, inserted.created_at, inserted.changed_at, inserted.last_error, deleted.state as state_before
where id in (
        select top (:limit) best.id
        from openjson(:types) with (type nvarchar(20) '$.type', most integer '$.most') as t
        cross apply (
            select top (t.most) waiting.id, p.priority, waiting.due_at
            from (values (9), (8), (7), (6), (5), (4), (3), (2), (1), (0)) as p (priority)
            cross apply (
                select top (t.most) id, due_at
                from event with (rowlock, updlock, readpast, readcommittedlock)
                where type = t.type collate Latin1_General_100_BIN2 and assigned_node is null and priority = p.priority
                    and blocked_by = N'NOTHING' and state in (N'READY', N'FAILED') and due_at <= sysdatetimeoffset()
                    and exists (select 1 from node
                        where name = :node and incarnation = :incarnation and state = N'ONLINE')
                order by due_at, id) as waiting
            order by p.priority desc, waiting.due_at, waiting.id) as best
        order by best.priority desc, best.due_at, best.id)
    and blocked_by = N'NOTHING' and state in (N'READY', N'FAILED')

-- name: lockOwned
-- The fence, for many claims at once: the events of those that still hold, locked. The attempt tells a claim from an earlier
-- one of the same incarnation.
select e.id
from openjson(:claims) with (id bigint '$.id', incarnation bigint '$.incarnation', attempt integer '$.attempt') as c
join event as e with (rowlock, updlock) on e.id = c.id
where e.owner_incarnation = c.incarnation and e.attempts = c.attempt and e.state = N'RUNNING'
order by e.id
option (force order, loop join)

-- name: finish
-- The fence, for many claims at once: events whose claims still hold leave the table for the history. What the first statement
-- copies it keeps locked for the second. The changes have no checks, so they can be output into; the history has.
set nocount on
insert into event_history (id, cycle_id, type, action, account, site, ordering_key, attributes, state, priority,
    owner_node, attempts, max_attempts, created_at, finished_at, last_error)
select e.id, e.cycle_id, e.type, e.action, e.account, e.site, e.ordering_key, e.attributes, o.state, e.priority,
    e.owner_node, e.attempts, e.max_attempts, e.created_at, sysdatetimeoffset(), o.error
from openjson(:outcomes) with (id bigint '$.id', incarnation bigint '$.incarnation', attempt integer '$.attempt',
    state nvarchar(10) '$.state', error nvarchar(2000) '$.error') as o
join event as e with (rowlock, updlock) on e.id = o.id
where e.owner_incarnation = o.incarnation and e.attempts = o.attempt and e.state = N'RUNNING'
option (force order, loop join)
delete e
output deleted.id, sysdatetimeoffset(), deleted.state, o.state, deleted.owner_node, deleted.owner_incarnation, o.reason,
    o.error_class
    into event_change (event_id, at, from_state, to_state, node, incarnation, reason, error_class)
output deleted.id
from openjson(:outcomes) with (id bigint '$.id', incarnation bigint '$.incarnation', attempt integer '$.attempt',
    state nvarchar(10) '$.state', reason nvarchar(2000) '$.reason', error_class nvarchar(10) '$.error_class') as o
join event as e with (rowlock) on e.id = o.id
where e.owner_incarnation = o.incarnation and e.attempts = o.attempt and e.state = N'RUNNING'
option (force order, loop join)

-- name: ended
-- Of ends that may have been recorded: those that were, by exactly these claims.
select h.id
from openjson(:outcomes) with (id bigint '$.id', incarnation bigint '$.incarnation', attempt integer '$.attempt',
    state nvarchar(10) '$.state') as o
join event_history as h on h.id = o.id and h.attempts = o.attempt
    and h.state = o.state collate Latin1_General_100_BIN2
where exists (select 1 from event_change as c
    where c.event_id = o.id and c.incarnation = o.incarnation and c.from_state = N'RUNNING'
        and c.to_state = o.state collate Latin1_General_100_BIN2)
option (force order, loop join)

-- name: retry
-- As above, for events that are tried again. The changes have no checks. A run that was no attempt leaves as many as before:
-- the number of the attempt, which is part of the fence, is never used again for a run that began.
update e
set state = N'FAILED', owner_incarnation = null, last_error = o.error, changed_at = sysdatetimeoffset(),
    max_attempts = e.max_attempts + o.uncounted, takeovers = 0,
    due_at = dateadd(millisecond, o.retry_millis % 1000, dateadd(second, o.retry_millis / 1000, sysdatetimeoffset()))
output inserted.id, inserted.changed_at, deleted.state, inserted.state, deleted.owner_node, deleted.owner_incarnation, o.reason,
    o.error_class
    into event_change (event_id, at, from_state, to_state, node, incarnation, reason, error_class)
output inserted.id
from openjson(:outcomes) with (id bigint '$.id', incarnation bigint '$.incarnation', attempt integer '$.attempt',
    error nvarchar(2000) '$.error', reason nvarchar(2000) '$.reason', error_class nvarchar(10) '$.error_class',
    uncounted integer '$.uncounted', retry_millis bigint '$.retry_millis') as o
join event as e with (rowlock, updlock) on e.id = o.id
where e.owner_incarnation = o.incarnation and e.attempts = o.attempt and e.state = N'RUNNING'
option (force order, loop join)

-- name: giveBack
-- Claims that hold, but whose runs never began: they count as no attempt.
update e
set state = N'READY', owner_incarnation = null, assigned_node = null, attempts = e.attempts - 1,
    changed_at = sysdatetimeoffset()
output inserted.id
from openjson(:claims) with (id bigint '$.id', incarnation bigint '$.incarnation', attempt integer '$.attempt') as c
join event as e with (rowlock, updlock) on e.id = c.id
where e.owner_incarnation = c.incarnation and e.attempts = c.attempt and e.state = N'RUNNING'
option (force order, loop join)

-- name: requeue
-- This and the next three skip what is locked: a node that hangs in a transaction holds up nobody, and the sweep comes again.
-- What was no attempt leaves as many as before, as in retry: the number of the attempt may be in use. What is taken over for the
-- third time, and has not failed in between, may be what ends its node, and takes all with it that run beside it: from then on
-- each waits for a while of its own.
update event with (rowlock, updlock, readpast, readcommittedlock)
set state = N'READY', owner_incarnation = null, assigned_node = null, changed_at = sysdatetimeoffset(),
    max_attempts = event.max_attempts + :uncounted, takeovers = event.takeovers + 1 - :uncounted,
    due_at = case when event.takeovers < 2 or :uncounted > 0 then event.due_at
        else dateadd(millisecond, abs(checksum(newid()) % (case when event.takeovers < 5
            then 2000 * power(2, event.takeovers) else 60000 end)), sysdatetimeoffset()) end
output inserted.id
where state = N'RUNNING' and owner_incarnation = :incarnation
    and id not in (select id from openjson(:inHand) with (id bigint '$'))

-- name: unassign
-- What is blocked keeps its node: whoever unblocks it looks whether that is there.
update event with (rowlock, updlock, readpast, readcommittedlock)
set assigned_node = null
where id in (
        select top (:limit) id
        from event with (rowlock, updlock, readpast, readcommittedlock)
        where assigned_node = :node and blocked_by = N'NOTHING' and state in (N'READY', N'FAILED')
        order by priority desc, due_at, id)
    and state in (N'READY', N'FAILED')

-- name: requeueOrphans
-- Names the owners first, and looks for them among the nodes afterwards: in one statement the nodes may be read before the
-- events, and a node that joined and claimed in between would lose its events. Who has left never comes back as the same
-- incarnation.
set nocount on
declare @gone table (incarnation bigint not null primary key)
insert into @gone (incarnation)
select distinct owner_incarnation from event with (rowlock, readpast, readcommittedlock) where state = N'RUNNING'
delete from @gone where incarnation in (select incarnation from node where state in (N'ONLINE', N'DRAINING'))
update event with (rowlock, updlock, readpast, readcommittedlock)
set state = N'READY', owner_incarnation = null, assigned_node = null, changed_at = sysdatetimeoffset(),
    takeovers = event.takeovers + 1,
    due_at = case when event.takeovers < 2 then event.due_at
        else dateadd(millisecond, abs(checksum(newid()) % (case when event.takeovers < 5
            then 2000 * power(2, event.takeovers) else 60000 end)), sysdatetimeoffset()) end
output inserted.id
where state = N'RUNNING' and owner_incarnation in (select incarnation from @gone)

-- name: unassignOrphans
-- Enters event_claim once for each node that is gone: what is assigned to the others is not read.
update event with (rowlock, updlock, readpast, readcommittedlock)
set assigned_node = null
where id in (
        select top (:limit) e.id
        from node n
        cross apply (
            select top (:limit) id
            from event with (rowlock, updlock, readpast, readcommittedlock)
            where assigned_node = n.name and blocked_by = N'NOTHING' and state in (N'READY', N'FAILED')
            order by priority desc, due_at, id) e
        where n.state <> N'ONLINE')
    and state in (N'READY', N'FAILED')

-- name: record
insert into event_change (event_id, at, from_state, to_state, node, incarnation, reason)
select c.id, sysdatetimeoffset(), c.from_state, c.to_state, c.node, c.incarnation, c.reason
from openjson(:changes) with (id bigint '$.id', from_state nvarchar(10) '$.from_state', to_state nvarchar(10) '$.to_state',
    node nvarchar(60) '$.node', incarnation bigint '$.incarnation', reason nvarchar(2000) '$.reason') as c

-- name: find
select id, cycle_id, type, action, account, site, ordering_key, attributes, state, blocked_by, priority, due_at,
    assigned_node, owner_node, owner_incarnation, attempts, max_attempts, created_at, changed_at, last_error
from event
where id = :id
union all
select id, cycle_id, type, action, account, site, ordering_key, attributes, state, N'NOTHING', priority, null, null,
    owner_node, null, attempts, max_attempts, created_at, finished_at, last_error
from event_history
where id = :id

-- name: list
select e.id, e.cycle_id, e.type, e.action, e.account, e.site, e.ordering_key, e.attributes, e.state, e.blocked_by,
    e.priority, e.due_at, e.assigned_node, e.owner_node, e.owner_incarnation, e.attempts, e.max_attempts, e.created_at,
    e.changed_at, e.last_error
from openjson(:ids) with (id bigint '$') as o
join event as e on e.id = o.id
union all
select h.id, h.cycle_id, h.type, h.action, h.account, h.site, h.ordering_key, h.attributes, h.state, N'NOTHING', h.priority,
    null, null, h.owner_node, null, h.attempts, h.max_attempts, h.created_at, h.finished_at, h.last_error
from openjson(:ids) with (id bigint '$') as o
join event_history as h on h.id = o.id
option (force order, loop join)

-- name: changes
select at, from_state, to_state, node, incarnation, reason, error_class
from event_change
where event_id = :id
order by id

-- name: endedByMinute
select datediff(millisecond, finished_at, sysdatetimeoffset()) / 60000 as minutes_ago, state, count(*) as events
from event_history
where finished_at > dateadd(minute, -60, sysdatetimeoffset())
group by datediff(millisecond, finished_at, sysdatetimeoffset()) / 60000, state

-- name: countOlder
select count(*) from event_history
where finished_at < dateadd(millisecond, -(:ageMillis % 1000), dateadd(second, -(:ageMillis / 1000), sysdatetimeoffset()))

-- name: oldest
select top (:limit) id
from event_history with (rowlock, updlock, readpast, readcommittedlock)
where finished_at < dateadd(millisecond, -(:ageMillis % 1000), dateadd(second, -(:ageMillis / 1000), sysdatetimeoffset()))
order by finished_at, id

-- name: purgeChanges
delete c
from openjson(:ids) with (id bigint '$') as o
join event_change as c with (rowlock) on c.event_id = o.id
option (force order, loop join)

-- name: purgeKeys
delete k
from openjson(:ids) with (id bigint '$') as o
join event_key as k with (rowlock) on k.event_id = o.id
option (force order, loop join)

-- name: purgeHistory
delete h
from openjson(:ids) with (id bigint '$') as o
join event_history as h with (rowlock) on h.id = o.id
option (force order, loop join)

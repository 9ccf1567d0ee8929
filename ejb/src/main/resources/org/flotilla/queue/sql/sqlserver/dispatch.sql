-- Where unclaimed events are dispatched to. Nothing here waits for a row that another node holds (decision 0007).

-- name: waiting
-- A walk up the primary key, in parts. What has been claimed meanwhile is left alone by what follows; what is locked now is
-- left out, whether READ_COMMITTED_SNAPSHOT is on or off.
select top (:limit) id, type, account, site, attributes, assigned_node
from event with (rowlock, readpast, readcommittedlock)
where id > :after and state in (N'READY', N'FAILED')
order by id

-- name: assign
-- A node that has gone meanwhile is given nothing.
update event with (rowlock, updlock, readpast, readcommittedlock)
set assigned_node = :node
where id in (select id from openjson(:ids) with (id bigint '$'))
    and state in (N'READY', N'FAILED')
    and exists (select 1 from node where name = :node and state = N'ONLINE')

-- name: claimFrom
-- As claimAssigned in queue.sql, of what another node was to do. It stays assigned to that node: a retry goes there.
update event with (rowlock, updlock, readpast, readcommittedlock)
set state = N'RUNNING', owner_node = :node, owner_incarnation = :incarnation, attempts = event.attempts + 1,
    changed_at = sysdatetimeoffset()
output inserted.id, inserted.changed_at, deleted.state, inserted.state, inserted.owner_node, inserted.owner_incarnation,
    :reason
    into event_change (event_id, at, from_state, to_state, node, incarnation, reason)
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
            where assigned_node = :from and priority = p.priority and blocked_by = N'NOTHING'
                and state in (N'READY', N'FAILED') and due_at <= sysdatetimeoffset()
                and exists (select 1 from node where name = :node and incarnation = :incarnation and state = N'ONLINE')
            order by due_at, id) as best
        order by p.priority desc, best.due_at, best.id)
    and blocked_by = N'NOTHING' and state in (N'READY', N'FAILED')

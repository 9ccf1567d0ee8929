-- Where unclaimed events are dispatched to. Nothing here waits for a row that another node holds.

-- name: waiting
-- A walk up the primary key, in parts. Locks nothing: what has been claimed meanwhile is left alone by what follows.
select id, type, account, site, attributes, assigned_node
from event
where id > :after and state in ('READY', 'FAILED')
order by id
limit :limit

-- name: assign
-- A node that has gone meanwhile is given nothing.
update event
set assigned_node = :node
where id = any(array(
    select id
    from event
    where id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))
        and state in ('READY', 'FAILED')
        and exists (select 1 from node where name = :node and state = 'ONLINE')
    for update skip locked))

-- name: claimFrom
-- As claimAssigned in queue.sql, of what another node was to do. It stays assigned to that node: a retry goes there.
with due as materialized (
    select id, state
    from (
        select id, state
        from event
        where assigned_node = :from and blocked_by = 'NOTHING' and state in ('READY', 'FAILED')
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
    insert into event_change (event_id, at, from_state, to_state, node, incarnation, reason)
    select c.id, c.changed_at, due.state, c.state, c.owner_node, c.owner_incarnation, :reason
    from claimed c
    join due on due.id = c.id
)
select c.id, c.cycle_id, c.type, c.action, c.account, c.site, c.ordering_key, c.attributes, c.state, c.blocked_by,
    c.priority, c.due_at, c.assigned_node, c.owner_node, c.owner_incarnation, c.attempts, c.max_attempts, c.created_at,
    c.changed_at, c.last_error, due.state as state_before
from claimed c
join due on due.id = c.id

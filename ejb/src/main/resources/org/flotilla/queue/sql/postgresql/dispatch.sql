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
where id in (
    select id
    from event
    where id in (select cast(value as bigint) from json_array_elements_text(cast(:ids as json)))
        and state in ('READY', 'FAILED')
        and exists (select 1 from node where name = :node and state = 'ONLINE')
    for update skip locked)

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
    from due
    where e.id = due.id and e.blocked_by = 'NOTHING' and e.state in ('READY', 'FAILED')
    returning e.*, due.state as state_before
), recorded as (
    insert into event_change (event_id, at, from_state, to_state, node, incarnation, reason)
    select id, changed_at, state_before, state, owner_node, owner_incarnation, :reason from claimed
)
select id, cycle_id, type, action, account, site, ordering_key, attributes, state, blocked_by, priority, due_at,
    assigned_node, owner_node, owner_incarnation, attempts, max_attempts, created_at, changed_at, last_error,
    state_before
from claimed

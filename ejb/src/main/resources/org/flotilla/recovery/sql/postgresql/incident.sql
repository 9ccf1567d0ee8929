-- Online is who says so and has not missed a whole lease (10 s). Each statement asks by itself whether the monitor's
-- incarnation is alive, and whether there are too few nodes or enough: nothing hangs on what was read before.

-- name: look
select
    (select count(*) from node where state = 'ONLINE' and heartbeat_at > statement_timestamp() - interval '10 seconds') as online,
    case when w.below_since is null then 0 else 1 end as is_below,
    case when w.below_since <= statement_timestamp() - :graceMillis * interval '1 millisecond' then 1 else 0 end as grace_over,
    case when exists (select 1 from incident where kind = 'TOO_FEW_NODES' and closed_at is null) then 1 else 0 end
        as is_open
from recovery_watch w
where w.id = 1
  and exists (
      select 1 from node
      where name = :self and incarnation = :incarnation and state in ('ONLINE', 'DRAINING')
        and heartbeat_at > statement_timestamp() - interval '10 seconds')

-- name: start-below
update recovery_watch
set below_since = clock_timestamp()
where id = 1 and below_since is null
  and (select count(*) from node where state = 'ONLINE' and heartbeat_at > statement_timestamp() - interval '10 seconds') < :required
  and exists (
      select 1 from node
      where name = :self and incarnation = :incarnation and state in ('ONLINE', 'DRAINING')
        and heartbeat_at > statement_timestamp() - interval '10 seconds')

-- name: end-below
update recovery_watch
set below_since = null
where id = 1 and below_since is not null
  and (select count(*) from node where state = 'ONLINE' and heartbeat_at > statement_timestamp() - interval '10 seconds') >= :required
  and exists (
      select 1 from node
      where name = :self and incarnation = :incarnation and state in ('ONLINE', 'DRAINING')
        and heartbeat_at > statement_timestamp() - interval '10 seconds')

-- name: open
-- That only one is open is held by a unique index besides.
insert into incident (kind, opened_at, below_since, required_nodes, online_nodes, node_states, opened_by)
select 'TOO_FEW_NODES', clock_timestamp(), w.below_since, :required, (select count(*) from node where state = 'ONLINE' and heartbeat_at > statement_timestamp() - interval '10 seconds'),
    :nodeStates, :self
from recovery_watch w
where w.id = 1 and w.below_since <= statement_timestamp() - :graceMillis * interval '1 millisecond'
  and (select count(*) from node where state = 'ONLINE' and heartbeat_at > statement_timestamp() - interval '10 seconds') < :required
  and exists (
      select 1 from node
      where name = :self and incarnation = :incarnation and state in ('ONLINE', 'DRAINING')
        and heartbeat_at > statement_timestamp() - interval '10 seconds')
on conflict do nothing
returning *

-- name: close
update incident
set closed_at = clock_timestamp()
where kind = 'TOO_FEW_NODES' and closed_at is null
  and (select count(*) from node where state = 'ONLINE' and heartbeat_at > statement_timestamp() - interval '10 seconds') >= :required
  and exists (
      select 1 from node
      where name = :self and incarnation = :incarnation and state in ('ONLINE', 'DRAINING')
        and heartbeat_at > statement_timestamp() - interval '10 seconds')
returning *

-- name: latest
select * from incident
order by id desc
limit :limit

-- name: find
select * from incident where id = :id

-- name: find-open
select * from incident where kind = 'TOO_FEW_NODES' and closed_at is null

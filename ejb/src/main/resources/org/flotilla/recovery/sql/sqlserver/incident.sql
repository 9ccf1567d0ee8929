-- Online is who says so and has not missed a whole lease (10 s). Each statement asks by itself whether the monitor's
-- incarnation is alive, and whether there are too few nodes or enough: nothing hangs on what was read before.

-- name: look
select
    (select count(*) from node where state = N'ONLINE' and heartbeat_at > dateadd(second, -10, sysdatetimeoffset())) as online,
    case when w.below_since is null then 0 else 1 end as is_below,
    case when w.below_since <= dateadd(millisecond, -:graceMillis, sysdatetimeoffset()) then 1 else 0 end as grace_over,
    case when exists (select 1 from incident where kind = N'TOO_FEW_NODES' and closed_at is null) then 1 else 0 end
        as is_open
from recovery_watch w
where w.id = 1
  and exists (
      select 1 from node
      where name = :self and incarnation = :incarnation and state in (N'ONLINE', N'DRAINING')
        and heartbeat_at > dateadd(second, -10, sysdatetimeoffset()))

-- name: start-below
update recovery_watch
set below_since = sysdatetimeoffset()
where id = 1 and below_since is null
  and (select count(*) from node where state = N'ONLINE' and heartbeat_at > dateadd(second, -10, sysdatetimeoffset())) < :required
  and exists (
      select 1 from node
      where name = :self and incarnation = :incarnation and state in (N'ONLINE', N'DRAINING')
        and heartbeat_at > dateadd(second, -10, sysdatetimeoffset()))

-- name: end-below
update recovery_watch
set below_since = null
where id = 1 and below_since is not null
  and (select count(*) from node where state = N'ONLINE' and heartbeat_at > dateadd(second, -10, sysdatetimeoffset())) >= :required
  and exists (
      select 1 from node
      where name = :self and incarnation = :incarnation and state in (N'ONLINE', N'DRAINING')
        and heartbeat_at > dateadd(second, -10, sysdatetimeoffset()))

-- name: open
-- That only one is open is held by a unique index besides.
insert into incident (kind, opened_at, below_since, required_nodes, online_nodes, node_states, opened_by)
output inserted.*
select N'TOO_FEW_NODES', sysdatetimeoffset(), w.below_since, :required, (select count(*) from node where state = N'ONLINE' and heartbeat_at > dateadd(second, -10, sysdatetimeoffset())),
    :nodeStates, :self
from recovery_watch w
where w.id = 1 and w.below_since <= dateadd(millisecond, -:graceMillis, sysdatetimeoffset())
  and (select count(*) from node where state = N'ONLINE' and heartbeat_at > dateadd(second, -10, sysdatetimeoffset())) < :required
  and exists (
      select 1 from node
      where name = :self and incarnation = :incarnation and state in (N'ONLINE', N'DRAINING')
        and heartbeat_at > dateadd(second, -10, sysdatetimeoffset()))
  and not exists (
      select 1 from incident with (updlock, holdlock) where kind = N'TOO_FEW_NODES' and closed_at is null)

-- name: close
update incident
set closed_at = sysdatetimeoffset()
output inserted.*
where kind = N'TOO_FEW_NODES' and closed_at is null
  and (select count(*) from node where state = N'ONLINE' and heartbeat_at > dateadd(second, -10, sysdatetimeoffset())) >= :required
  and exists (
      select 1 from node
      where name = :self and incarnation = :incarnation and state in (N'ONLINE', N'DRAINING')
        and heartbeat_at > dateadd(second, -10, sysdatetimeoffset()))

-- name: latest
select top (:limit) * from incident
order by id desc

-- name: find
select * from incident where id = :id

-- name: find-open
select * from incident where kind = N'TOO_FEW_NODES' and closed_at is null

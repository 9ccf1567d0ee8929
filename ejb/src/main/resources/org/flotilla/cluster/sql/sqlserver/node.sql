-- name: lockCluster
select configuration_version from cluster with (updlock, rowlock, holdlock) where id = 1

-- name: all
select name, member, address, incarnation, state, state_since, reason, site, version, slots, running, full_types, joined_at,
    heartbeat_at,
    datediff_big(millisecond, heartbeat_at, sysdatetimeoffset()) as silence_millis
from node
order by name

-- name: nextIncarnation
select next value for incarnation

-- name: putOnline
update node
set member = :member, address = :address, site = :site, version = :version, slots = :slots, running = 0, full_types = null,
    incarnation = :incarnation, state = N'ONLINE', reason = null,
    state_since = sysdatetimeoffset(), joined_at = sysdatetimeoffset(), heartbeat_at = sysdatetimeoffset()
where name = :name

-- name: insertOnline
insert into node (name, member, address, site, version, slots, running, incarnation, state, reason,
    state_since, joined_at, heartbeat_at)
values (:name, :member, :address, :site, :version, :slots, 0, :incarnation, N'ONLINE', null,
    sysdatetimeoffset(), sysdatetimeoffset(), sysdatetimeoffset())

-- name: putRefused
-- Says since when it has been refused: a second refusal for the same reason keeps that time. Leaves alone who works under
-- the name, and does not wait for a row that is locked.
update node with (rowlock, updlock, readpast, readcommittedlock)
set member = :member, address = :address, site = :site, version = :version, slots = :slots, running = 0, full_types = null,
    state_since = case when state = N'REFUSED' then state_since else sysdatetimeoffset() end,
    state = N'REFUSED', reason = :reason, heartbeat_at = sysdatetimeoffset()
where name = :name and state not in (N'ONLINE', N'DRAINING')

-- name: insertRefused
insert into node (name, member, address, site, version, slots, running, incarnation, state, reason,
    state_since, joined_at, heartbeat_at)
values (:name, :member, :address, :site, :version, :slots, 0, 0, N'REFUSED', :reason,
    sysdatetimeoffset(), sysdatetimeoffset(), sysdatetimeoffset())

-- name: renew
update node
set heartbeat_at = sysdatetimeoffset(), running = :running, slots = :slots, full_types = :full,
    reason = case when state = N'ONLINE' then :trouble else reason end
where name = :name and incarnation = :incarnation and state in (N'ONLINE', N'DRAINING')

-- name: end
-- Does not wait for a row that is locked: somebody else is ending it, or hangs; it is tried again.
update node with (rowlock, updlock, readpast, readcommittedlock)
set state = N'OFFLINE', reason = :reason, state_since = sysdatetimeoffset(), running = 0, full_types = null
where name = :name and incarnation = :incarnation and state in (N'ONLINE', N'DRAINING')
    and heartbeat_at <= dateadd(millisecond, -:silenceMillis, sysdatetimeoffset())

-- name: lockCluster
select configuration_version from cluster where id = 1 for update

-- name: all
select name, member, address, incarnation, state, state_since, reason, site, version, slots, running, full_types, joined_at,
    heartbeat_at,
    cast(extract(epoch from clock_timestamp() - heartbeat_at) * 1000 as bigint) as silence_millis
from node
order by name

-- name: nextIncarnation
select nextval('incarnation')

-- name: putOnline
update node
set member = :member, address = :address, site = :site, version = :version, slots = :slots, running = 0, full_types = null,
    incarnation = :incarnation, state = 'ONLINE', reason = null,
    state_since = clock_timestamp(), joined_at = clock_timestamp(), heartbeat_at = clock_timestamp()
where name = :name

-- name: insertOnline
insert into node (name, member, address, site, version, slots, running, incarnation, state, reason,
    state_since, joined_at, heartbeat_at)
values (:name, :member, :address, :site, :version, :slots, 0, :incarnation, 'ONLINE', null,
    clock_timestamp(), clock_timestamp(), clock_timestamp())

-- name: putRefused
-- Says since when it has been refused: a second refusal for the same reason keeps that time. Leaves alone who works under
-- the name, and does not wait for a row that is locked.
update node
set member = :member, address = :address, site = :site, version = :version, slots = :slots, running = 0, full_types = null,
    state_since = case when state = 'REFUSED' then state_since else clock_timestamp() end,
    state = 'REFUSED', reason = :reason, heartbeat_at = clock_timestamp()
where name = any(array(
    select name
    from node
    where name = :name and state not in ('ONLINE', 'DRAINING')
    for update skip locked))

-- name: insertRefused
insert into node (name, member, address, site, version, slots, running, incarnation, state, reason,
    state_since, joined_at, heartbeat_at)
values (:name, :member, :address, :site, :version, :slots, 0, 0, 'REFUSED', :reason,
    clock_timestamp(), clock_timestamp(), clock_timestamp())

-- name: renew
update node
set heartbeat_at = clock_timestamp(), running = :running, slots = :slots, full_types = :full,
    reason = case when state = 'ONLINE' then :trouble else reason end
where name = :name and incarnation = :incarnation and state in ('ONLINE', 'DRAINING')

-- name: end
-- Does not wait for a row that is locked: somebody else is ending it, or hangs; it is tried again.
update node
set state = 'OFFLINE', reason = :reason, state_since = clock_timestamp(), running = 0, full_types = null
where name = any(array(
    select name
    from node
    where name = :name and incarnation = :incarnation and state in ('ONLINE', 'DRAINING')
        and heartbeat_at <= statement_timestamp() - :silenceMillis * interval '1 millisecond'
    for update skip locked))

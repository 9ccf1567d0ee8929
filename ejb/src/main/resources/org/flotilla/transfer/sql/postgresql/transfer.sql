-- The statements of transfers on PostgreSQL.

-- name: insertArrival
insert into transfer (id, cycle_id, direction, account, site, protocol, node, incarnation, peer, folder, file_name, size,
    sha256, content, state, started_at, changed_at)
values (nextval('transfer_id'), :cycleId, 'IN', :account, :site, :protocol, :node, :incarnation, :peer, :folder, :fileName, :size,
    :sha256, :content, 'LANDING', clock_timestamp() - :tookMillis * interval '1 millisecond', clock_timestamp())
returning id

-- name: landed
update transfer set state = 'DONE', ended_at = clock_timestamp(), changed_at = clock_timestamp()
where id = :id and state = 'LANDING'

-- name: landingFailed
update transfer set state = 'FAILED', error = :error, ended_at = clock_timestamp(), changed_at = clock_timestamp()
where id = :id and state = 'LANDING'

-- name: landings
-- Reads the partial index of the few that are under way.
select id, account, folder, file_name, content, incarnation,
    cast(extract(epoch from clock_timestamp() - changed_at) as bigint) as age
from transfer where state = 'LANDING' order by changed_at limit :limit

-- name: findArrival
select id from transfer where content = :content and direction = 'IN'

-- name: lockPlace
-- Until the end of the transaction, in which no other wait is longer either. An error if another has it for longer.
select set_config('lock_timeout', cast(:millis as varchar) || 'ms', true) as patience,
    cast(pg_advisory_xact_lock(hashtextextended(:place, 0)) as varchar) as lock, 0 as outcome

-- name: later
select count(*) from transfer
where account = :account and id > :id and direction = 'IN' and folder = :folder and file_name = :fileName
    and state in ('LANDING', 'DONE')

-- name: findOutgoing
select id, state, peer, peer_key, temp_path, final_path from transfer where event_id = :eventId

-- name: insertPush
insert into transfer (id, cycle_id, direction, account, site, protocol, peer, folder, file_name, size,
    sha256, content, state, event_id, started_at, changed_at)
values (nextval('transfer_id'), :cycleId, 'OUT', :account, :site, :protocol, :peer, :folder, :fileName, :size,
    :sha256, :content, 'SENDING', :eventId, clock_timestamp(), clock_timestamp())
returning id, state, peer, peer_key, temp_path, final_path

-- name: sending
update transfer set state = 'SENDING', node = :node, incarnation = :incarnation, temp_path = :tempPath,
    peer = :peer, peer_key = :peerKey, error = null, ended_at = null, changed_at = clock_timestamp()
where id = :id and state in ('SENDING', 'FAILED')

-- name: publishing
update transfer set state = 'PUBLISHING', final_path = :finalPath, sha256 = :sha256, changed_at = clock_timestamp()
where id = :id and state = 'SENDING'

-- name: published
update transfer set state = 'DONE', node = :node, error = :error, ended_at = clock_timestamp(),
    changed_at = clock_timestamp()
where id = :id and state = 'PUBLISHING'

-- name: sendingFailed
-- Also one that failed before: now it failed again, perhaps on another node.
update transfer set state = 'FAILED', node = :node, error = :error, ended_at = clock_timestamp(),
    changed_at = clock_timestamp()
where id = :id and state in ('SENDING', 'FAILED')

-- name: publishingFailed
update transfer set state = 'FAILED', node = :node, error = :error, ended_at = clock_timestamp(),
    changed_at = clock_timestamp()
where id = :id and state = 'PUBLISHING'

-- name: find
select id, cycle_id, direction, account, site, protocol, node, peer, folder, file_name, size, sha256, state, event_id,
    started_at, ended_at, error
from transfer where id = :id

-- name: list
-- A filter that is null does not restrict. The plan is made anew each time with the values, so an index is used.
select id, cycle_id, direction, account, site, protocol, node, peer, folder, file_name, size, sha256, state, event_id,
    started_at, ended_at, error
from transfer
where id < :before
    and (cast(:cycleId as varchar) is null or cycle_id = :cycleId)
    and (cast(:account as varchar) is null or account = :account)
    and (cast(:site as varchar) is null or site = :site)
    and (cast(:direction as varchar) is null or direction = :direction)
    and (cast(:state as varchar) is null or state = :state)
    and (cast(:fileName as varchar) is null or position(lower(:fileName) in lower(file_name)) > 0)
order by id desc limit :limit

-- name: deleteOlderThan
-- A cycle with unfinished events keeps its transfers, whatever their age: the events need the contents.
delete from transfer where id = any(array(
    select t.id from transfer t
    where t.started_at < statement_timestamp() - :seconds * interval '1 second' and t.state <> 'LANDING'
        and not exists (select 1 from event e where e.cycle_id = t.cycle_id)
    order by t.started_at limit :limit for update skip locked))
returning content

-- name: awaited
-- The contents of a part of the unfinished events, by their cycles; an event without any has its row too, for the next part.
select e.id, t.content
from (
    select id, cycle_id from event where id > :after order by id limit :limit) e
left join transfer t on t.cycle_id = e.cycle_id and t.account = :account

-- name: referred
select distinct content from transfer
where content = any(array(select value from json_array_elements_text(cast(:contents as json))))

-- The statements of transfers on SQL Server.

-- name: insertArrival
insert into transfer (id, cycle_id, direction, account, protocol, node, incarnation, peer, folder, file_name, size,
    sha256, content, state, started_at, changed_at)
output inserted.id
values (next value for transfer_id, :cycleId, 'IN', :account, :protocol, :node, :incarnation, :peer, :folder, :fileName, :size,
    :sha256, :content, 'LANDING', dateadd(millisecond, 0 - :tookMillis, sysdatetimeoffset()), sysdatetimeoffset())

-- name: landed
update transfer set state = 'DONE', ended_at = sysdatetimeoffset(), changed_at = sysdatetimeoffset()
where id = :id and state = 'LANDING'

-- name: landingFailed
update transfer set state = 'FAILED', error = :error, ended_at = sysdatetimeoffset(), changed_at = sysdatetimeoffset()
where id = :id and state = 'LANDING'

-- name: landings
-- Reads the filtered index of the few that are under way.
select top (:limit) id, account, folder, file_name, content, incarnation,
    datediff(second, changed_at, sysdatetimeoffset()) as age
from transfer where state = 'LANDING' order by changed_at

-- name: findArrival
select id from transfer where content = :content and direction = 'IN'

-- name: lockPlace
-- Until the end of the transaction. The outcome is negative if another has it for longer.
set nocount on
declare @outcome integer
exec @outcome = sp_getapplock @Resource = :place, @LockMode = 'Exclusive', @LockOwner = 'Transaction',
    @LockTimeout = :millis
select @outcome as outcome

-- name: later
-- The file system tells upper case from lower case, so this must too.
select count(*) from transfer
where account = :account and id > :id and direction = 'IN' and folder = :folder collate Latin1_General_100_BIN2
    and file_name = :fileName collate Latin1_General_100_BIN2 and state in ('LANDING', 'DONE')

-- name: findOutgoing
select id, state, peer, temp_path, final_path from transfer where event_id = :eventId

-- name: insertPush
insert into transfer (id, cycle_id, direction, account, site, protocol, peer, folder, file_name, size,
    sha256, content, state, event_id, started_at, changed_at)
output inserted.id, inserted.state, inserted.peer, inserted.temp_path, inserted.final_path
values (next value for transfer_id, :cycleId, 'OUT', :account, :site, :protocol, :peer, :folder, :fileName, :size,
    :sha256, :content, 'SENDING', :eventId, sysdatetimeoffset(), sysdatetimeoffset())

-- name: sending
update transfer set state = 'SENDING', node = :node, incarnation = :incarnation, temp_path = :tempPath,
    peer = :peer, error = null, ended_at = null, changed_at = sysdatetimeoffset()
where id = :id and state in ('SENDING', 'FAILED')

-- name: publishing
update transfer set state = 'PUBLISHING', final_path = :finalPath, sha256 = :sha256, changed_at = sysdatetimeoffset()
where id = :id and state = 'SENDING'

-- name: published
update transfer set state = 'DONE', node = :node, error = :error, ended_at = sysdatetimeoffset(),
    changed_at = sysdatetimeoffset()
where id = :id and state = 'PUBLISHING'

-- name: sendingFailed
-- Also one that failed before: now it failed again, perhaps on another node.
update transfer set state = 'FAILED', node = :node, error = :error, ended_at = sysdatetimeoffset(),
    changed_at = sysdatetimeoffset()
where id = :id and state in ('SENDING', 'FAILED')

-- name: publishingFailed
update transfer set state = 'FAILED', node = :node, error = :error, ended_at = sysdatetimeoffset(),
    changed_at = sysdatetimeoffset()
where id = :id and state = 'PUBLISHING'

-- name: find
select id, cycle_id, direction, account, site, protocol, node, peer, folder, file_name, size, sha256, state, event_id,
    started_at, ended_at, error
from transfer where id = :id

-- name: list
-- A filter that is null does not restrict. The plan is made anew each time with the values, so an index is used.
select top (:limit) id, cycle_id, direction, account, site, protocol, node, peer, folder, file_name, size, sha256, state,
    event_id, started_at, ended_at, error
from transfer
where id < :before
    and (:cycleId is null or cycle_id = :cycleId)
    and (:account is null or account = :account)
    and (:site is null or site = :site)
    and (:direction is null or direction = :direction)
    and (:state is null or state = :state)
    and (:fileName is null or charindex(:fileName, file_name) > 0)
order by id desc
option (recompile)

-- name: deleteOlderThan
-- A cycle with unfinished events keeps its transfers, whatever their age: the events need the contents.
delete from transfer output deleted.content where id in (
    select top (:limit) t.id from transfer t with (rowlock, updlock, readpast)
    where t.started_at < dateadd(second, 0 - :seconds, sysdatetimeoffset()) and t.state <> 'LANDING'
        and not exists (select 1 from event e where e.cycle_id = t.cycle_id)
    order by t.started_at)

-- name: referred
select distinct content from transfer
where content in (select content from openjson(:contents) with (content varchar(60) '$'))

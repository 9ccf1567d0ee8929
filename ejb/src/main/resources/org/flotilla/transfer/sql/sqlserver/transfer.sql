-- The statements of transfers on SQL Server.

-- name: insertArrival
insert into transfer (id, cycle_id, direction, account, site, protocol, node, incarnation, peer, folder, file_name, size,
    sha256, content, state, started_at, changed_at)
output inserted.id
values (next value for transfer_id, :cycleId, N'IN', :account, :site, :protocol, :node, :incarnation, :peer, :folder, :fileName, :size,
    :sha256, :content, N'LANDING',
    dateadd(millisecond, -(:tookMillis % 1000), dateadd(second, -(:tookMillis / 1000), sysdatetimeoffset())),
    sysdatetimeoffset())

-- name: landed
update transfer set state = N'DONE', ended_at = sysdatetimeoffset(), changed_at = sysdatetimeoffset()
where id = :id and state = N'LANDING'

-- name: landingFailed
update transfer set state = N'FAILED', error = :error, ended_at = sysdatetimeoffset(), changed_at = sysdatetimeoffset()
where id = :id and state = N'LANDING'

-- name: landings
-- Reads the filtered index of the few that are under way. What a node that hangs holds, also in an arrival that it has not
-- committed, holds up nobody: it is looked for again.
select top (:limit) id, account, folder, file_name, content, incarnation,
    datediff(second, changed_at, sysdatetimeoffset()) as age
from transfer with (readpast, readcommittedlock) where state = N'LANDING' order by changed_at

-- name: findArrival
select id from transfer where content = :content and direction = N'IN'

-- name: lockPlace
-- Until the end of the transaction. The outcome is negative if another has it for longer. The driver leaves it to the server to
-- begin a transaction, and the server does so at the first statement that reads a table, not at a procedure.
set nocount on
declare @outcome integer
select @outcome = id from cluster with (readpast, readcommittedlock) where id = 1
exec @outcome = sp_getapplock @Resource = :place, @LockMode = N'Exclusive', @LockOwner = N'Transaction',
    @LockTimeout = :millis
select @outcome as outcome

-- name: later
-- Does not skip what others hold, for a later file must not be overlooked; the caller waits so long and no longer.
-- A comparison passes over spaces at the end, which the file system does not: so the lengths are compared as well.
select count(*) from transfer
where account = :account and id > :id and direction = N'IN' and folder = :folder and file_name = :fileName
    and datalength(folder) = datalength(:folder) and datalength(file_name) = datalength(:fileName)
    and state in (N'LANDING', N'DONE')

-- name: findOutgoing
select id, state, peer, peer_key, temp_path, final_path from transfer where event_id = :eventId

-- name: insertPush
insert into transfer (id, cycle_id, direction, account, site, protocol, peer, folder, file_name, size,
    sha256, content, state, event_id, started_at, changed_at)
output inserted.id, inserted.state, inserted.peer, inserted.peer_key, inserted.temp_path, inserted.final_path
values (next value for transfer_id, :cycleId, N'OUT', :account, :site, :protocol, :peer, :folder, :fileName, :size,
    :sha256, :content, N'SENDING', :eventId, sysdatetimeoffset(), sysdatetimeoffset())

-- name: sending
update transfer set state = N'SENDING', node = :node, incarnation = :incarnation, temp_path = :tempPath,
    peer = :peer, peer_key = :peerKey, error = null, ended_at = null, changed_at = sysdatetimeoffset()
where id = :id and state in (N'SENDING', N'FAILED')

-- name: publishing
update transfer set state = N'PUBLISHING', final_path = :finalPath, sha256 = :sha256, changed_at = sysdatetimeoffset()
where id = :id and state = N'SENDING'

-- name: published
update transfer set state = N'DONE', node = :node, error = :error, ended_at = sysdatetimeoffset(),
    changed_at = sysdatetimeoffset()
where id = :id and state = N'PUBLISHING'

-- name: sendingFailed
-- Also one that failed before: now it failed again, perhaps on another node.
update transfer set state = N'FAILED', node = :node, error = :error, ended_at = sysdatetimeoffset(),
    changed_at = sysdatetimeoffset()
where id = :id and state in (N'SENDING', N'FAILED')

-- name: publishingFailed
update transfer set state = N'FAILED', node = :node, error = :error, ended_at = sysdatetimeoffset(),
    changed_at = sysdatetimeoffset()
where id = :id and state = N'PUBLISHING'

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
    and (:fileName is null or charindex(lower(:fileName), lower(file_name)) > 0)
order by id desc
option (recompile)

-- name: deleteOlderThan
-- A cycle with unfinished events keeps its transfers, whatever their age: the events need the contents.
delete from transfer with (rowlock, updlock, readpast, readcommittedlock) output deleted.content where id in (
    select top (:limit) t.id from transfer t with (rowlock, updlock, readpast, readcommittedlock)
    where t.started_at < dateadd(second, -:seconds, sysdatetimeoffset()) and t.state <> N'LANDING'
        and not exists (select 1 from event e where e.cycle_id = t.cycle_id)
    order by t.started_at)

-- name: awaited
-- The contents of a part of the unfinished events, by their cycles; an event without any has its row too, for the next part.
select e.id, t.content
from (
    select top (:limit) id, cycle_id from event where id > :after order by id) e
left join transfer t on t.cycle_id = e.cycle_id and t.account = :account

-- name: referred
select distinct content from transfer
where content in (
    select content collate Latin1_General_100_BIN2 from openjson(:contents) with (content nvarchar(60) '$'))

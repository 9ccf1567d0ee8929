-- How many connections the nodes have to a site (W4). Who adds a place holds the lock of the site's gate, and counts then.

-- name: lockGate
-- Until the end of the transaction. The outcome is negative if another has it for longer. The driver leaves it to the server to
-- begin a transaction, and the server does so at the first statement that reads a table, not at a procedure.
set nocount on
declare @outcome integer
select @outcome = id from cluster with (readpast, readcommittedlock) where id = 1
exec @outcome = sp_getapplock @Resource = :gate, @LockMode = N'Exclusive', @LockOwner = N'Transaction',
    @LockTimeout = :millis
select @outcome as outcome

-- name: places
-- Of nodes that are active: those of the others ended with them.
select p.node, p.incarnation, count(*) as places
from site_place p
join node n on n.name = p.node and n.incarnation = p.incarnation and n.state in (N'ONLINE', N'DRAINING')
where p.site = :site
group by p.node, p.incarnation
order by p.incarnation

-- name: placesSeen
-- As above, but passes by what a transaction that is under way has locked, as of a node that hangs with the gate.
select p.node, p.incarnation, count(*) as places
from site_place p with (rowlock, readpast, readcommittedlock)
join node n with (rowlock, readpast, readcommittedlock)
    on n.name = p.node and n.incarnation = p.incarnation and n.state in (N'ONLINE', N'DRAINING')
where p.site = :site
group by p.node, p.incarnation
order by p.incarnation

-- name: insertPlace
insert into site_place (incarnation, number, site, node)
values (:incarnation, :number, :site, :node)

-- name: refuse
-- The claim holds, but its run never began: it counts as no attempt, as in giveBack in queue.sql.
update event
set state = N'READY', owner_incarnation = null, attempts = event.attempts - 1, blocked_by = N'SITE',
    assigned_node = coalesce(cast(:holder as nvarchar(60)), event.assigned_node), changed_at = sysdatetimeoffset()
output inserted.id, inserted.changed_at, deleted.state, inserted.state, deleted.owner_node, :incarnation, :reason
    into event_change (event_id, at, from_state, to_state, node, incarnation, reason)
where id = :id and owner_incarnation = :incarnation and attempts = :attempt and state = N'RUNNING'

-- name: deletePlaces
delete p
from openjson(:numbers) with (number bigint '$') as o
join site_place as p with (rowlock) on p.number = o.number and p.incarnation = :incarnation
option (force order, loop join)

-- name: deleteUnknown
-- Places that a node was given without knowing. Those that it asks for meanwhile have higher numbers.
delete from site_place with (rowlock, readpast, readcommittedlock)
where incarnation = :incarnation and number <= :last
    and number not in (select number from openjson(:known) with (number bigint '$'))

-- name: deleteEnded
-- Names the incarnations first, and looks for them among the nodes afterwards, as requeueOrphans in queue.sql does: in one
-- statement the nodes may be read before the places, and a node that joined in between would lose its places.
set nocount on
declare @gone table (incarnation bigint not null primary key)
insert into @gone (incarnation)
select distinct incarnation from site_place with (rowlock, readpast, readcommittedlock)
delete from @gone where incarnation in (select incarnation from node where state in (N'ONLINE', N'DRAINING'))
delete from site_place with (rowlock, readpast, readcommittedlock)
output deleted.number
where incarnation in (select incarnation from @gone)

-- name: release
-- Reads event_waits_for_site alone, from the best on.
update event with (rowlock, updlock, readpast, readcommittedlock)
set blocked_by = N'NOTHING',
    assigned_node = (select n.name from node n
        where n.name = coalesce(cast(:node as nvarchar(60)), event.assigned_node) and n.state = N'ONLINE')
output inserted.id, inserted.assigned_node
where id in (
        select top (:limit) id
        from event with (rowlock, updlock, readpast, readcommittedlock)
        where site = :site and blocked_by = N'SITE' and state in (N'READY', N'FAILED')
        order by priority desc, due_at, id)
    and blocked_by = N'SITE' and state in (N'READY', N'FAILED')

-- name: waitingSites
-- The next sites for which events wait, with how many places are taken, and by whom first. From index entry to index entry: a
-- hundred thousand events of one site are one step. Passes by places that are locked: whoever is let go for one is refused.
set nocount on
declare @waiting table (step integer not null primary key,
    site nvarchar(100) collate Latin1_General_100_BIN2 not null)
declare @step integer = 1, @site as nvarchar(100) = :after
while @step <= :limit
begin
    select @site = min(site) from event
    where blocked_by = N'SITE' and state in (N'READY', N'FAILED') and site > @site
    if @site is null break
    insert into @waiting (step, site) values (@step, @site)
    set @step = @step + 1
end
select w.site, taken.places, taken.earliest
from @waiting w
cross apply (
    select count(*) as places, min(p.incarnation) as earliest
    from site_place p with (rowlock, readpast, readcommittedlock)
    join node n with (rowlock, readpast, readcommittedlock)
        on n.name = p.node and n.incarnation = p.incarnation and n.state in (N'ONLINE', N'DRAINING')
    where p.site = w.site) as taken
order by w.step

-- name: sitesOf
-- As above, of the sites at which a node has places; counted as in places, for places are closed by it.
select own.site, taken.places, taken.earliest
from (select distinct site from site_place where incarnation = :incarnation) as own
cross apply (
    select count(*) as places, min(p.incarnation) as earliest
    from site_place p
    join node n on n.name = p.node and n.incarnation = p.incarnation and n.state in (N'ONLINE', N'DRAINING')
    where p.site = own.site) as taken

-- Events of one ordering key run one after the other (Q7). The unique index event_holds_key lets one of them hold the key;
-- what is here only says whose turn it is.

-- name: release
-- Of each key that nobody holds the first event. What is locked is not skipped when choosing: the next one would overtake it.
set nocount on
declare @keys table (ordering_key nvarchar(200) collate Latin1_General_100_BIN2 not null primary key)
declare @head table (id bigint not null primary key)
insert into @keys (ordering_key) select value from openjson(:keys)
insert into @head (id)
select head.id
from @keys as k
cross apply (
    select top (1) w.id
    from event w
    where w.ordering_key = k.ordering_key and w.blocked_by = N'KEY'
    order by w.id
) as head
left join event as held on held.ordering_key = k.ordering_key and held.blocked_by in (N'NOTHING', N'SITE')
where held.id is null
update event with (rowlock, updlock, readpast, readcommittedlock)
set blocked_by = N'NOTHING',
    assigned_node = (select n.name from node n where n.name = event.assigned_node and n.state = N'ONLINE')
output inserted.id, inserted.assigned_node
where id in (select id from @head) and blocked_by = N'KEY' and state in (N'READY', N'FAILED', N'SUSPENDED')

-- name: waitingKeys
-- The next keys for which events wait, from index entry to index entry: a million events of one key are one step.
set nocount on
declare @waiting table (step integer not null primary key,
    ordering_key nvarchar(200) collate Latin1_General_100_BIN2 not null)
declare @step integer = 1, @key as nvarchar(200) = :after
while @step <= :limit
begin
    select @key = min(ordering_key) from event where blocked_by = N'KEY' and ordering_key > @key
    if @key is null break
    insert into @waiting (step, ordering_key) values (@step, @key)
    set @step = @step + 1
end
select w.ordering_key, case when exists (select 1 from event h
    where h.ordering_key = w.ordering_key and h.blocked_by in (N'NOTHING', N'SITE')) then 1 else 0 end as held
from @waiting w
order by w.step

-- name: holder
select id
from event
where ordering_key = :key and blocked_by in (N'NOTHING', N'SITE')

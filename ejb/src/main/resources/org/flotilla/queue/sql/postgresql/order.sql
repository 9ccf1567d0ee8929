-- Events of one ordering key run one after the other (Q7). The unique index event_holds_key lets one of them hold the key;
-- what is here only says whose turn it is.

-- name: release
-- Of each key that nobody holds the first event, unless that is locked: then who has it, or the sweep, comes again. Reads two
-- index entries for a key, however many wait. The row comparison keeps the planner to event_waits_for_key: for ids alone it
-- might walk up the primary key. By arrays, which are made once: as a subquery the planner may run it anew for each event, when
-- it planned while there were few, and that took minutes with a thousand that waited.
update event
set blocked_by = 'NOTHING',
    assigned_node = (select n.name from node n where n.name = event.assigned_node and n.state = 'ONLINE')
where id = any(array(
    select id
    from event
    where id = any(array(
        select head.id
        from json_array_elements_text(cast(:keys as json)) as k (ordering_key)
        cross join lateral (
            select w.id, w.ordering_key
            from event w
            where w.blocked_by = 'KEY' and (w.ordering_key, w.id) >= (k.ordering_key, 0)
            order by w.ordering_key, w.id
            limit 1
        ) head
        where head.ordering_key = k.ordering_key
            and not exists (select 1 from event h
                where h.ordering_key = k.ordering_key and h.blocked_by in ('NOTHING', 'SITE'))))
    for update skip locked))
    and blocked_by = 'KEY'
returning id, assigned_node

-- name: waitingKeys
-- The next keys for which events wait, from index entry to index entry: a million events of one key are one step.
with recursive waiting (ordering_key, step) as (
    (select ordering_key, 1
    from event
    where blocked_by = 'KEY' and ordering_key > :after
    order by ordering_key
    limit 1)
    union all
    select (select e.ordering_key
        from event e
        where e.blocked_by = 'KEY' and e.ordering_key > w.ordering_key
        order by e.ordering_key
        limit 1), w.step + 1
    from waiting w
    where w.ordering_key is not null and w.step < :limit
)
select w.ordering_key, exists (select 1 from event h
    where h.ordering_key = w.ordering_key and h.blocked_by in ('NOTHING', 'SITE')) as held
from waiting w
where w.ordering_key is not null
order by w.step

-- name: holder
select id
from event
where ordering_key = :key and blocked_by in ('NOTHING', 'SITE')

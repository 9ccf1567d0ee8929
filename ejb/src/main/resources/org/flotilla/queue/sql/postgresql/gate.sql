-- How many connections the nodes have to a site (W4). Who adds a place holds the lock of the site's gate, and counts then.

-- name: lockGate
-- Until the end of the transaction. An error if another has it for longer.
select set_config('lock_timeout', cast(:millis as varchar) || 'ms', true) as patience,
    cast(pg_advisory_xact_lock(hashtextextended(:gate, 0)) as varchar) as lock, 0 as outcome

-- name: places
-- Of nodes that are active: those of the others ended with them.
select p.node, p.incarnation, count(*) as places
from site_place p
join node n on n.name = p.node and n.incarnation = p.incarnation and n.state in ('ONLINE', 'DRAINING')
where p.site = :site
group by p.node, p.incarnation
order by p.incarnation

-- name: placesSeen
-- As above; here a look waits for nobody anyway.
select p.node, p.incarnation, count(*) as places
from site_place p
join node n on n.name = p.node and n.incarnation = p.incarnation and n.state in ('ONLINE', 'DRAINING')
where p.site = :site
group by p.node, p.incarnation
order by p.incarnation

-- name: insertPlace
insert into site_place (incarnation, number, site, node)
values (:incarnation, :number, :site, :node)

-- name: refuse
-- The claim holds, but its run never began: it counts as no attempt, as in giveBack in queue.sql. That it is RUNNING follows, as in
-- lockOwned there, and is not named, or the planner would walk event_running.
with refused as (
    update event
    set state = 'READY', owner_incarnation = null, attempts = attempts - 1, blocked_by = 'SITE',
        assigned_node = coalesce(cast(:holder as varchar), assigned_node), changed_at = clock_timestamp()
    where id = :id and owner_incarnation = :incarnation and attempts = :attempt
    returning id, changed_at, owner_node
)
insert into event_change (event_id, at, from_state, to_state, node, incarnation, reason)
select id, changed_at, 'RUNNING', 'READY', owner_node, :incarnation, :reason from refused

-- name: deletePlaces
delete from site_place
where incarnation = :incarnation
    and number = any(array(select cast(value as bigint) from json_array_elements_text(cast(:numbers as json))))

-- name: deleteUnknown
-- Places that a node was given without knowing. Those that it asks for meanwhile have higher numbers.
delete from site_place
where incarnation = :incarnation and number <= :last
    and number not in (select cast(value as bigint) from json_array_elements_text(cast(:known as json)))

-- name: deleteEnded
-- A statement sees places and nodes as of one moment: none of a node that it does not see.
delete from site_place p
where not exists (select 1 from node n
    where n.name = p.node and n.incarnation = p.incarnation and n.state in ('ONLINE', 'DRAINING'))
returning p.number

-- name: release
-- Reads event_waits_for_site alone, from the best on. As in the claims, the plan is made for a limit that is written out.
with best as materialized (
    select id
    from (
        select id
        from event
        where site = :site and blocked_by = 'SITE' and state in ('READY', 'FAILED')
        order by priority desc, due_at, id
        limit 1000
        for update skip locked
    ) waiting
    limit :limit
)
update event e
set blocked_by = 'NOTHING',
    assigned_node = (select n.name from node n
        where n.name = coalesce(cast(:node as varchar), e.assigned_node) and n.state = 'ONLINE')
from best
where e.id = best.id and e.blocked_by = 'SITE'
returning e.id, e.assigned_node

-- name: waitingSites
-- The next sites for which events wait, with how many places are taken, and by whom first. From index entry to index entry: a
-- hundred thousand events of one site are one step.
with recursive waiting (site, step) as (
    (select site, 1
    from event
    where blocked_by = 'SITE' and state in ('READY', 'FAILED') and site > :after
    order by site
    limit 1)
    union all
    select (select e.site
        from event e
        where e.blocked_by = 'SITE' and e.state in ('READY', 'FAILED') and e.site > w.site
        order by e.site
        limit 1), w.step + 1
    from waiting w
    where w.site is not null and w.step < :limit
)
select w.site, taken.places, taken.earliest
from waiting w
cross join lateral (
    select count(*) as places, min(p.incarnation) as earliest
    from site_place p
    join node n on n.name = p.node and n.incarnation = p.incarnation and n.state in ('ONLINE', 'DRAINING')
    where p.site = w.site) taken
where w.site is not null
order by w.step

-- name: sitesOf
-- As above, of the sites at which a node has places.
select own.site, taken.places, taken.earliest
from (select distinct site from site_place where incarnation = :incarnation) own
cross join lateral (
    select count(*) as places, min(p.incarnation) as earliest
    from site_place p
    join node n on n.name = p.node and n.incarnation = p.incarnation and n.state in ('ONLINE', 'DRAINING')
    where p.site = own.site) taken

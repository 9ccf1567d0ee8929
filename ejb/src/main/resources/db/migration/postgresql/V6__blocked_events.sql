-- An event that must not be claimed yet is blocked: by another of its ordering key (Q7) or by its site (W4). It is in no
-- index that a claim reads, so claims cost the same however many wait.
alter table event add column ordering_key varchar(200);
alter table event add column blocked_by varchar(10) not null default 'NOTHING';
alter table event add constraint event_blocked_by check (blocked_by in ('NOTHING', 'KEY', 'SITE'));
alter table event add constraint event_blocked check (blocked_by = 'NOTHING' or state <> 'RUNNING');
alter table event add constraint event_blocked_by_key check (blocked_by <> 'KEY' or ordering_key is not null);

drop index event_claim;
-- The claim reads this index alone, from the highest priority and the earliest due date on.
create index event_claim on event (assigned_node, priority desc, due_at, id)
    where blocked_by = 'NOTHING' and state in ('READY', 'FAILED');
-- One event at a time holds an ordering key, from when it may be claimed until it has ended.
create unique index event_holds_key on event (ordering_key)
    where ordering_key is not null and blocked_by in ('NOTHING', 'SITE');
-- Whose turn is next.
create index event_waits_for_key on event (ordering_key, id) where blocked_by = 'KEY';

alter table event_history add column ordering_key varchar(200);

-- The files of the route go to each site one after the other.
alter table route add column in_order boolean not null default false;

-- How many connections to the site there may be at once, from all nodes together; and whether all come from one node (W4).
alter table site add column maximum_connections integer not null default 8;
alter table site add column single_node boolean not null default false;
alter table site add constraint site_maximum_connections check (maximum_connections between 1 and 1000);

-- A node's right to one connection to a site, whether it has one open just now or not. It counts as long as the incarnation is
-- active; number is the node's own.
create table site_place (
    incarnation bigint      not null,
    number      bigint      not null,
    site        varchar(60) not null,
    node        varchar(60) not null,
    primary key (incarnation, number)
);
create index site_place_of_site on site_place (site);
-- The best of those that wait for a place.
create index event_waits_for_site on event (site, priority desc, due_at, id)
    where blocked_by = 'SITE' and state in ('READY', 'FAILED');

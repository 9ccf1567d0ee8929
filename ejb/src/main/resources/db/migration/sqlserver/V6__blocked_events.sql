-- An event that must not be claimed yet is blocked: by another of its ordering key (Q7) or by its site (W4). It is in no
-- index that a claim reads, so claims cost the same however many wait. Not null, as an index's filter knows no "or".
alter table event add
    ordering_key nvarchar(200) collate Latin1_General_100_BIN2,
    blocked_by   nvarchar(10) collate Latin1_General_100_BIN2 not null
        constraint event_blocked_by_default default N'NOTHING'
        constraint event_blocked_by check (blocked_by in (N'NOTHING', N'KEY', N'SITE'));
alter table event_history add ordering_key nvarchar(200) collate Latin1_General_100_BIN2;
-- The files of the route go to each site one after the other.
alter table route add in_order bit not null constraint route_in_order_default default 0;
go

alter table event add constraint event_blocked check (blocked_by = N'NOTHING' or state <> N'RUNNING');
alter table event add constraint event_blocked_by_key check (blocked_by <> N'KEY' or ordering_key is not null);

drop index event_claim on event;
-- The claim reads this index alone, from the highest priority and the earliest due date on.
create index event_claim on event (assigned_node, priority desc, due_at, id)
    where blocked_by = N'NOTHING' and state in (N'READY', N'FAILED');
-- One event at a time holds an ordering key, from when it may be claimed until it has ended.
create unique index event_holds_key on event (ordering_key)
    where ordering_key is not null and blocked_by in (N'NOTHING', N'SITE');
-- Whose turn is next.
create index event_waits_for_key on event (ordering_key, id) where blocked_by = N'KEY';

-- How many connections to the site there may be at once, from all nodes together; and whether all come from one node (W4).
alter table site add
    maximum_connections integer not null
        constraint site_maximum_connections_default default 8
        constraint site_maximum_connections check (maximum_connections between 1 and 1000),
    single_node         bit     not null constraint site_single_node_default default 0;

-- A node's right to one connection to a site, whether it has one open just now or not. It counts as long as the incarnation is
-- active; number is the node's own.
create table site_place (
    incarnation bigint                                       not null,
    number      bigint                                       not null,
    site        nvarchar(60) collate Latin1_General_100_BIN2 not null,
    node        nvarchar(60) collate Latin1_General_100_BIN2 not null,
    constraint site_place_pk primary key (incarnation, number)
);
create index site_place_of_site on site_place (site);
alter table site_place set (lock_escalation = disable);
-- The best of those that wait for a place.
create index event_waits_for_site on event (site, priority desc, due_at, id)
    where blocked_by = N'SITE' and state in (N'READY', N'FAILED');

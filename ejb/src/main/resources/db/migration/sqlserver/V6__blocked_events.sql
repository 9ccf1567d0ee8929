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

-- How events for a site are tried again (Q6), in seconds; null where the task type or the cluster says.
alter table site add retry_first integer;
alter table site add retry_longest integer;
alter table site add maximum_attempts integer;
-- The kind of failure that ended a run; null where none did. No check: on SQL Server what is output into a table has none.
alter table event_change add error_class nvarchar(10) collate Latin1_General_100_BIN2;
-- The claim of a node of which some task types hold all the slots they may have reads this index, type by type: however many
-- events of those types stand before the others.
create index event_claim_type on event (type, assigned_node, priority desc, due_at, id)
    where blocked_by = N'NOTHING' and state in (N'READY', N'FAILED');

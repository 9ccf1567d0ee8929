-- How events for a site are tried again (Q6), in seconds; null where the task type or the cluster says.
alter table site add column retry_first integer;
alter table site add column retry_longest integer;
alter table site add column maximum_attempts integer;
-- The kind of failure that ended a run; null where none did. No check: on SQL Server what is output into a table has none.
alter table event_change add column error_class varchar(10);
-- The claim of a node of which some task types hold all the slots they may have reads this index, type by type: however many
-- events of those types stand before the others.
create index event_claim_type on event (type, assigned_node, priority desc, due_at, id)
    where blocked_by = 'NOTHING' and state in ('READY', 'FAILED');

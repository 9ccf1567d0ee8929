-- Counts the few that failed or are suspended among the many that wait.
create index event_set_aside on event (state) where state in ('FAILED', 'SUSPENDED');

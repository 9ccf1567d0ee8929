-- Changes are read by event only. One key instead of two: each event writes three rows here, beside each other.
drop index event_change_event on event_change;
alter table event_change drop constraint event_change_pk;
alter table event_change add constraint event_change_pk primary key clustered (event_id, id);

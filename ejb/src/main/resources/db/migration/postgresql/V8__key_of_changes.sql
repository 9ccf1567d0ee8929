-- Changes are read by event only. One key instead of two: each event writes three rows here.
alter table event_change drop constraint event_change_pkey;
drop index event_change_event;
alter table event_change add primary key (event_id, id);

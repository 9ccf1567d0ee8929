-- How often an event has been taken from its owner since a run of it last ended.
alter table event add column takeovers smallint not null default 0;

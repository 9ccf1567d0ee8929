-- How often an event has been taken from its owner since a run of it last ended.
alter table event add takeovers smallint not null constraint event_takeovers default 0;

-- Days on which schedules that name the calendar do not fire (S2).
create table calendar (
    name        nvarchar(60) collate Latin1_General_100_BIN2  not null constraint calendar_pk primary key,
    description nvarchar(200) collate Latin1_General_100_BIN2 not null,
    version     bigint                                        not null
);
create table calendar_day (
    calendar nvarchar(60) collate Latin1_General_100_BIN2  not null,
    day      date                                          not null,
    label    nvarchar(200) collate Latin1_General_100_BIN2 not null,
    constraint calendar_day_pk primary key (calendar, day),
    constraint calendar_day_of foreign key (calendar) references calendar (name) on delete cascade
);

alter table calendar set (lock_escalation = disable);
alter table calendar_day set (lock_escalation = disable);

-- What becomes of late firings, by how much they are spread, between which dates there are any, and on which days none.
-- next_fire_at has its share of the jitter in it; nominal_at is the moment without, null where that is the same.
alter table schedule add
    misfire          nvarchar(10) collate Latin1_General_100_BIN2 not null
        constraint schedule_misfire_default default N'RUN_ONCE'
        constraint schedule_misfire check (misfire in (N'RUN_ONCE', N'RUN_ALL', N'SKIP')),
    jitter_seconds   integer not null
        constraint schedule_jitter_default default 0
        constraint schedule_jitter check (jitter_seconds between 0 and 3600),
    starts_at        datetimeoffset(7),
    ends_at          datetimeoffset(7),
    calendar         nvarchar(60) collate Latin1_General_100_BIN2
        constraint schedule_calendar references calendar (name),
    nominal_at       datetimeoffset(7),
    last_late_millis bigint;
go

create index schedule_of_calendar on schedule (calendar) where calendar is not null;

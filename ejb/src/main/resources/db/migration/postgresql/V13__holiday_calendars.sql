-- Days on which schedules that name the calendar do not fire (S2).
create table calendar (
    name        varchar(60) not null primary key,
    description varchar(200) not null,
    version     bigint not null
);
create table calendar_day (
    calendar varchar(60) not null,
    day      date not null,
    label    varchar(200) not null,
    primary key (calendar, day),
    constraint calendar_day_of foreign key (calendar) references calendar (name) on delete cascade
);

-- What becomes of late firings, by how much they are spread, between which dates there are any, and on which days none.
-- next_fire_at has its share of the jitter in it; nominal_at is the moment without, null where that is the same.
alter table schedule add column misfire varchar(10) not null default 'RUN_ONCE';
alter table schedule add column jitter_seconds integer not null default 0;
alter table schedule add column starts_at timestamptz;
alter table schedule add column ends_at timestamptz;
alter table schedule add column calendar varchar(60);
alter table schedule add column nominal_at timestamptz;
alter table schedule add column last_late_millis bigint;
alter table schedule add constraint schedule_misfire check (misfire in ('RUN_ONCE', 'RUN_ALL', 'SKIP'));
alter table schedule add constraint schedule_jitter check (jitter_seconds between 0 and 3600);
alter table schedule add constraint schedule_calendar foreign key (calendar) references calendar (name);
create index schedule_of_calendar on schedule (calendar) where calendar is not null;

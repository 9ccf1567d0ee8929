-- Names never change, so they are the keys: what refers to an account or site refers to its name.
create table account (
    name          nvarchar(60) collate Latin1_General_100_BIN2  not null constraint account_pk primary key,
    password_hash nvarchar(300) collate Latin1_General_100_BIN2,
    public_keys   nvarchar(max)                                 not null,
    enabled       bit                                           not null,
    created_at    datetimeoffset(7)                             not null,
    version       bigint                                        not null
);

-- Refused log-ins by account and by address: too many within a while lock out for a while, on every node (A1).
create table sign_in_refusal (
    subject      nvarchar(120) collate Latin1_General_100_BIN2 not null constraint sign_in_refusal_pk primary key,
    refusals     integer                                       not null,
    first_at     datetimeoffset(7)                             not null,
    locked_until datetimeoffset(7)
);
create index sign_in_refusal_first on sign_in_refusal (first_at);
alter table sign_in_refusal set (lock_escalation = disable);

-- Password and private key are encrypted with a key that is not in this database (A3).
create table site (
    name          nvarchar(60) collate Latin1_General_100_BIN2   not null constraint site_pk primary key,
    protocol      nvarchar(10) collate Latin1_General_100_BIN2   not null,
    host          nvarchar(255) collate Latin1_General_100_BIN2  not null,
    port          integer                                        not null,
    user_name     nvarchar(100) collate Latin1_General_100_BIN2  not null,
    password      nvarchar(max),
    private_key   nvarchar(max),
    host_key      nvarchar(4000) collate Latin1_General_100_BIN2 not null,
    remote_folder nvarchar(1000) collate Latin1_General_100_BIN2 not null,
    version       bigint                                         not null,
    constraint site_protocol check (protocol in (N'SFTP')),
    constraint site_port check (port between 1 and 65535)
);

create table route (
    name    nvarchar(60) collate Latin1_General_100_BIN2   not null constraint route_pk primary key,
    account nvarchar(60) collate Latin1_General_100_BIN2   not null constraint route_account references account (name),
    folder  nvarchar(1000) collate Latin1_General_100_BIN2 not null,
    pattern nvarchar(255) collate Latin1_General_100_BIN2  not null,
    enabled bit                                            not null,
    version bigint                                         not null
);
create index route_of_account on route (account);

create table route_step (
    route         nvarchar(60) collate Latin1_General_100_BIN2   not null constraint route_step_route references route (name),
    position      integer                                        not null,
    type          nvarchar(10) collate Latin1_General_100_BIN2   not null,
    site          nvarchar(60) collate Latin1_General_100_BIN2   not null constraint route_step_site references site (name),
    remote_folder nvarchar(1000) collate Latin1_General_100_BIN2,
    constraint route_step_pk primary key (route, position),
    constraint route_step_type check (type in (N'PUSH'))
);
create index route_step_to_site on route_step (site);

-- One file in one direction (T7). Account and site are names without a reference: the record outlives them.
-- The order of ids is the order of arrival: which of two files of one name is the later one.
create sequence transfer_id as bigint start with 1 increment by 1 no cache;
create table transfer (
    id          bigint                                         not null constraint transfer_pk primary key,
    cycle_id    nvarchar(36) collate Latin1_General_100_BIN2   not null,
    direction   nvarchar(3) collate Latin1_General_100_BIN2    not null,
    account     nvarchar(60) collate Latin1_General_100_BIN2   not null,
    site        nvarchar(60) collate Latin1_General_100_BIN2,
    protocol    nvarchar(10) collate Latin1_General_100_BIN2   not null,
    node        nvarchar(60) collate Latin1_General_100_BIN2,
    incarnation bigint,
    peer        nvarchar(400) collate Latin1_General_100_BIN2,
    folder      nvarchar(4000) collate Latin1_General_100_BIN2 not null,
    file_name   nvarchar(255) collate Latin1_General_100_BIN2  not null,
    size        bigint                                         not null,
    sha256      nvarchar(64) collate Latin1_General_100_BIN2,
    content     nvarchar(60) collate Latin1_General_100_BIN2   not null,
    state       nvarchar(10) collate Latin1_General_100_BIN2   not null,
    event_id    bigint,
    temp_path   nvarchar(max),
    final_path  nvarchar(max),
    started_at  datetimeoffset(7)                              not null,
    changed_at  datetimeoffset(7)                              not null,
    ended_at    datetimeoffset(7),
    error       nvarchar(2000) collate Latin1_General_100_BIN2,
    constraint transfer_direction check (direction in (N'IN', N'OUT')),
    constraint transfer_state check (state in (N'LANDING', N'SENDING', N'PUBLISHING', N'DONE', N'FAILED'))
);
-- An event carries one outgoing transfer, however often it is run.
create unique index transfer_event on transfer (event_id) where event_id is not null;
-- A content arrives once, also if its arrival is recorded again because the first outcome is not known.
create unique index transfer_arrival on transfer (content) where direction = N'IN';
create index transfer_cycle on transfer (cycle_id);
create index transfer_of_account on transfer (account, id desc);
create index transfer_of_site on transfer (site, id desc) where site is not null;
create index transfer_landing on transfer (changed_at) where state = N'LANDING';
create index transfer_started on transfer (started_at);
create index transfer_content on transfer (content);
alter table transfer set (lock_escalation = disable);

-- Names never change, so they are the keys: what refers to an account or site refers to its name.
create table account (
    name          nvarchar(60)      not null constraint account_pk primary key,
    password_hash varchar(300),
    public_keys   nvarchar(max)     not null,
    enabled       bit               not null,
    created_at    datetimeoffset(6) not null,
    version       bigint            not null
);

-- Refused log-ins by account and by address: too many within a while lock out for a while, on every node (A1).
create table sign_in_refusal (
    subject      nvarchar(120)     not null constraint sign_in_refusal_pk primary key,
    refusals     integer           not null,
    first_at     datetimeoffset(6) not null,
    locked_until datetimeoffset(6)
);
create index sign_in_refusal_first on sign_in_refusal (first_at);

-- Password and private key are encrypted with a key that is not in this database (A3).
create table site (
    name          nvarchar(60)   not null constraint site_pk primary key,
    protocol      varchar(10)    not null,
    host          nvarchar(255)  not null,
    port          integer        not null,
    user_name     nvarchar(100)  not null,
    password      varchar(max),
    private_key   varchar(max),
    host_key      varchar(4000)  not null,
    remote_folder nvarchar(1000) not null,
    version       bigint         not null,
    constraint site_protocol check (protocol in ('SFTP')),
    constraint site_port check (port between 1 and 65535)
);

create table route (
    name    nvarchar(60)   not null constraint route_pk primary key,
    account nvarchar(60)   not null constraint route_account references account (name),
    folder  nvarchar(1000) not null,
    pattern nvarchar(255)  not null,
    enabled bit            not null,
    version bigint         not null
);
create index route_of_account on route (account);

create table route_step (
    route         nvarchar(60)   not null constraint route_step_route references route (name),
    position      integer        not null,
    type          varchar(10)    not null,
    site          nvarchar(60)   not null constraint route_step_site references site (name),
    remote_folder nvarchar(1000),
    constraint route_step_pk primary key (route, position),
    constraint route_step_type check (type in ('PUSH'))
);
create index route_step_to_site on route_step (site);

-- One file in one direction (T7). Account and site are names without a reference: the record outlives them.
-- The order of ids is the order of arrival: which of two files of one name is the later one.
create sequence transfer_id as bigint start with 1 increment by 1 no cache;
create table transfer (
    id          bigint            not null constraint transfer_pk primary key,
    cycle_id    varchar(36)       not null,
    direction   varchar(3)        not null,
    account     nvarchar(60)      not null,
    site        nvarchar(60),
    protocol    varchar(10)       not null,
    node        varchar(60),
    incarnation bigint,
    peer        nvarchar(400),
    folder      nvarchar(4000)    not null,
    file_name   nvarchar(255)     not null,
    size        bigint            not null,
    sha256      varchar(64),
    content     varchar(60)       not null,
    state       varchar(10)       not null,
    event_id    bigint,
    temp_path   nvarchar(max),
    final_path  nvarchar(max),
    started_at  datetimeoffset(6) not null,
    changed_at  datetimeoffset(6) not null,
    ended_at    datetimeoffset(6),
    error       nvarchar(2000),
    constraint transfer_direction check (direction in ('IN', 'OUT')),
    constraint transfer_state check (state in ('LANDING', 'SENDING', 'PUBLISHING', 'DONE', 'FAILED'))
);
-- An event carries one outgoing transfer, however often it is run.
create unique index transfer_event on transfer (event_id) where event_id is not null;
-- A content arrives once, also if its arrival is recorded again because the first outcome is not known.
create unique index transfer_arrival on transfer (content) where direction = 'IN';
create index transfer_cycle on transfer (cycle_id);
create index transfer_of_account on transfer (account, id desc);
create index transfer_of_site on transfer (site, id desc) where site is not null;
create index transfer_landing on transfer (changed_at) where state = 'LANDING';
create index transfer_started on transfer (started_at);
create index transfer_content on transfer (content);

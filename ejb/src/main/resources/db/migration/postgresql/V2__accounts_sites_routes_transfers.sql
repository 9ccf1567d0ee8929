-- Names never change, so they are the keys: what refers to an account or site refers to its name.
create table account (
    name          varchar(60)   not null primary key,
    password_hash varchar(300),
    public_keys   text          not null,
    enabled       boolean       not null,
    created_at    timestamptz   not null,
    version       bigint        not null
);

-- Refused log-ins by account and by address: too many within a while lock out for a while, on every node (A1).
create table sign_in_refusal (
    subject      varchar(120) not null primary key,
    refusals     integer      not null,
    first_at     timestamptz  not null,
    locked_until timestamptz
);
create index sign_in_refusal_first on sign_in_refusal (first_at);

-- Password and private key are encrypted with a key that is not in this database (A3).
create table site (
    name          varchar(60)   not null primary key,
    protocol      varchar(10)   not null,
    host          varchar(255)  not null,
    port          integer       not null,
    user_name     varchar(100)  not null,
    password      text,
    private_key   text,
    host_key      varchar(4000) not null,
    remote_folder varchar(1000) not null,
    version       bigint        not null,
    constraint site_protocol check (protocol in ('SFTP')),
    constraint site_port check (port between 1 and 65535)
);

create table route (
    name    varchar(60)   not null primary key,
    account varchar(60)   not null constraint route_account references account (name),
    folder  varchar(1000) not null,
    pattern varchar(255)  not null,
    enabled boolean       not null,
    version bigint        not null
);
create index route_of_account on route (account);

create table route_step (
    route         varchar(60)   not null constraint route_step_route references route (name),
    position      integer       not null,
    type          varchar(10)   not null,
    site          varchar(60)   not null constraint route_step_site references site (name),
    remote_folder varchar(1000),
    primary key (route, position),
    constraint route_step_type check (type in ('PUSH'))
);
create index route_step_to_site on route_step (site);

-- One file in one direction (T7). Account and site are names without a reference: the record outlives them.
-- The order of ids is the order of arrival: which of two files of one name is the later one. So nothing is cached: here
-- each session would keep numbers for later.
create sequence transfer_id start with 1 increment by 1 cache 1;
create table transfer (
    id          bigint        not null primary key,
    cycle_id    varchar(36)   not null,
    direction   varchar(3)    not null,
    account     varchar(60)   not null,
    site        varchar(60),
    protocol    varchar(10)   not null,
    node        varchar(60),
    incarnation bigint,
    peer        varchar(400),
    folder      varchar(4000) not null,
    file_name   varchar(255)  not null,
    size        bigint        not null,
    sha256      varchar(64),
    content     varchar(60)   not null,
    state       varchar(10)   not null,
    event_id    bigint,
    temp_path   varchar(4500),
    final_path  varchar(4500),
    started_at  timestamptz   not null,
    changed_at  timestamptz   not null,
    ended_at    timestamptz,
    error       varchar(2000),
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

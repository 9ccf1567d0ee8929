-- Files that are being pulled from a site into an account, or have arrived and may still be at the partner (T8). The key is of
-- path, size and time: a file that was changed is another one. Held by the claim of an event: while that runs, no other claim
-- fetches the file, or does away with it at the partner.
create table pulled_file (
    site        varchar(60)   not null,
    account     varchar(60)   not null,
    file_key    varchar(64)   not null,
    folder      varchar(1000) not null,
    file_name   varchar(255)  not null,
    size        bigint        not null,
    modified_at bigint        not null, -- in seconds since 1970, by the partner's clock
    state       varchar(10)   not null,
    event_id    bigint        not null,
    incarnation bigint        not null,
    attempt     integer       not null,
    part        varchar(60),
    fetched     bigint        not null,
    transfer_id bigint,
    seen_at     timestamptz   not null,
    primary key (site, account, file_key),
    constraint pulled_file_state check (state in ('FETCHING', 'ARRIVED'))
);
create index pulled_file_seen on pulled_file (site, account, seen_at);

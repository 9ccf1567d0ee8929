-- Who may administer Flotilla (A4). Roles: admin, operator, auditor, separated by commas.
create table administrator (
    name                 varchar(60)       not null constraint administrator_pk primary key,
    password_hash        varchar(300)      not null,
    roles                varchar(100)      not null,
    must_change_password bit               not null,
    created_at           datetimeoffset(6) not null,
    version              bigint            not null
);

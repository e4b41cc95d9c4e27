-- programme.duckdb: what is decided and published. Not one row about a person.

-- One row a version of a setting, an assumption, a driver or a remembered mapping.
create table version (
    version_id integer primary key,
    kind varchar not null,
    key varchar not null,
    number integer not null,
    document json not null,
    author varchar not null,
    reason varchar not null,
    created_at timestamp not null,
    restored_from integer,
    unique (kind, key, number)
);

-- One row a closing: aggregates over safe groups, frozen.
create table closing (
    number integer primary key,
    as_of date,
    closed_at timestamp not null,
    author varchar not null,
    fingerprint varchar not null,
    document json not null,
    entry_id integer not null
);

-- One row a thing that somebody did. event_id is the upload event of facts.duckdb that the entry tells of.
create table journal (
    entry_id integer primary key,
    happened_at timestamp not null,
    author varchar not null,
    action varchar not null,
    what varchar not null,
    why varchar not null,
    upload_id integer,
    event_id integer unique
);

-- One row an upload: the register of facts.duckdb, copied so that it can be read without opening the facts.
create table upload (
    upload_id integer primary key,
    file_name varchar not null,
    sha256 varchar not null,
    format varchar not null,
    kind varchar not null,
    sheet varchar not null,
    encoding varchar not null,
    header_rows integer not null,
    columns json not null,
    mapping json not null,
    issues json not null,
    wave varchar not null,
    rows_read integer not null,
    rows_kept integer not null,
    rows_set_aside integer not null,
    period_start date,
    period_end date,
    author varchar not null,
    loaded_at timestamp not null,
    withdrawn_at timestamp,
    withdrawn_by varchar,
    withdrawn_why varchar
);

-- One row a change of facts.duckdb that has begun and is not yet told here; left over only by a process that was killed.
create table pending (
    begun_at timestamp not null,
    action varchar not null
);

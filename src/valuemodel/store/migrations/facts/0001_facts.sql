-- facts.duckdb: people, answers, activity and costs, each row knowing its upload. Opened to load, withdraw and close only.

-- One row the fingerprint of the key that made the pseudonyms (it does not tell the key).
create table key_check (
    value varchar primary key
);

-- One row a file taken in.
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
    loaded_at timestamp not null
);

-- One row a load, withdrawal or restoration of an upload; the last one says whether it counts.
create table upload_event (
    event_id integer primary key,
    upload_id integer not null,
    action varchar not null check (action in ('load', 'withdraw', 'restore')),
    happened_at timestamp not null,
    author varchar not null,
    reason varchar not null
);

-- One row a survey wave that somebody described (dates that replace those of the answers, number of people invited).
create table wave (
    wave varchar primary key,
    kind varchar not null,
    start_date date,
    end_date date,
    invited integer
);

-- One row a person: a pseudonym and the integer that facts carry. Never removed, never numbered again.
create table person (
    person_key integer primary key,
    pseudonym varchar not null unique
);

-- One row a person and upload that names them.
create table person_seen (
    person_key integer not null,
    upload_id integer not null
);

-- One row a person as an upload describes them; `directory` is false when a usage export does.
create table person_attribute (
    person_key integer not null,
    upload_id integer not null,
    directory boolean not null,
    unit varchar,
    site varchar,
    role varchar,
    distance integer,
    joined date,
    left_on date,
    programme_start date,
    team varchar
);

-- One row an answer sheet; person_key is null when it cannot be linked.
create table respondent (
    respondent_id integer primary key,
    upload_id integer not null,
    person_key integer,
    wave varchar not null,
    unit varchar,
    role varchar,
    answered_at timestamp
);

-- One row a respondent's answer to an item; `missing` is the kind of missing when there is no value.
create table answer (
    respondent_id integer not null,
    upload_id integer not null,
    item varchar not null,
    value double,
    label varchar,
    missing varchar
);

-- One row a question as an upload asked it.
create table question (
    upload_id integer not null,
    item varchar not null,
    question varchar,
    scale varchar
);

-- One row a measure of a tool over a period, for a person, a community or the tenant as a whole.
create table activity (
    upload_id integer not null,
    scope varchar not null,
    person_key integer,
    period_start date not null,
    period_end date not null,
    tool varchar not null,
    measure varchar not null,
    value double
);

-- One row a period that an upload covers with a tool's measure about people: tells cheaply which periods overlap.
create table activity_period (
    upload_id integer not null,
    tool varchar not null,
    measure varchar not null,
    period_start date not null,
    period_end date not null
);

-- One row a directed pair of people over a period; only group matrices are ever published.
create table tie (
    upload_id integer not null,
    source_key integer not null,
    target_key integer not null,
    period_start date,
    period_end date,
    weight double
);

-- One row a community.
create table community (
    upload_id integer not null,
    community varchar not null,
    goal varchar,
    animated boolean,
    created_on date,
    last_active_on date
);

-- One row a cost line and month.
create table cost (
    upload_id integer not null,
    line varchar not null,
    category varchar,
    month date,
    nature varchar,
    amount double,
    currency varchar,
    in_budget boolean,
    capex boolean
);

-- One row a person counted in a published cell of a closing: memory for the disclosure check of later closings.
create table published_cell (
    closing_number integer not null,
    cell_key varchar not null,
    person_key integer not null
);

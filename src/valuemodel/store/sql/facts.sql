-- name: register
-- One row an upload with its withdrawal, when it is withdrawn.
with last_event as (
    select
        upload_id,
        arg_max(action, event_id) as action,
        max(happened_at) as happened_at,
        arg_max(author, event_id) as author,
        arg_max(reason, event_id) as reason
    from upload_event
    group by upload_id
)
select
    upload.*,
    case when action = 'withdraw' then last_event.happened_at end as withdrawn_at,
    case when action = 'withdraw' then last_event.author end as withdrawn_by,
    case when action = 'withdraw' then last_event.reason end as withdrawn_why
from upload join last_event using (upload_id)
order by upload_id;

-- name: events_after
-- One row an upload event that the journal does not tell yet.
select event_id, upload_id, action, happened_at, author, reason, file_name
from upload_event join (select upload_id, file_name from upload) using (upload_id)
where event_id > $event_id
order by event_id;

-- name: insert_event
insert into upload_event
select coalesce((select max(event_id) from upload_event), 0) + 1, $upload_id, $action, $at, $author, $reason;

-- name: same_file
-- One row an earlier upload of the same sheet of the same file, those that count first.
select
    upload.upload_id,
    upload.file_name,
    upload.loaded_at,
    upload.wave,
    upload.mapping,
    live_upload.upload_id is not null as live
from upload left join live_upload using (upload_id)
where upload.sha256 = $sha256 and upload.sheet = $sheet
order by live desc, upload.upload_id desc;

-- name: next_upload
select coalesce(max(upload_id), 0) + 1 from upload;

-- name: next_respondent
select coalesce(max(respondent_id), 0) + 1 from respondent;

-- name: key_check
select value from key_check;

-- name: insert_key_check
insert into key_check values ($value);

-- name: insert_upload
insert into upload by name select * from incoming_upload;

-- name: insert_people
-- New people are numbered in the order in which the file names them.
insert into person
select coalesce((select max(person_key) from person), 0) + row_number() over (order by position), pseudonym
from incoming_person anti join person using (pseudonym);

-- name: known_people
-- One row a person of the file, in its order: the integer that facts carry.
select person.person_key
from incoming_person join person using (pseudonym)
order by position;

-- name: insert_seen
insert into person_seen select person_key, $upload_id from incoming_seen;

-- name: insert_attributes
insert into person_attribute
select
    person_key, $upload_id, directory, unit, site, role, distance, joined::date, left_on::date, programme_start::date, team
from incoming_people;

-- name: insert_respondents
insert into respondent
select respondent_id, $upload_id, person_key, $wave, unit, role, answered_at from incoming_respondents;

-- name: insert_answers
insert into answer select respondent_id, $upload_id, item, value, label, missing from incoming_answers;

-- name: insert_questions
insert into question select $upload_id, item, question, scale from incoming_questions;

-- name: next_series
select coalesce(max(series_key), 0) + 1 from activity_series;

-- name: insert_series
insert into activity_series
select series_key, $upload_id, scope, tool, measure, period_start::date, period_end::date from incoming_series;

-- name: insert_values
insert into activity_value select series_key, person_key, value from incoming_values;

-- name: insert_costs
insert into cost
select $upload_id, line, category, month::date, nature, amount, currency, in_budget, capex from incoming_costs;

-- name: insert_ties
insert into tie
select $upload_id, source_key, target_key, period_start::date, period_end::date, weight from incoming_ties;

-- name: insert_unit_ties
insert into unit_tie
select $upload_id, source_key, source_unit, source_size, target_unit, target_size, period_start::date, period_end::date, hours
from incoming_unit_ties;

-- name: insert_communities
insert into community
select $upload_id, community, goal, animated, created_on::date, last_active_on::date, members, contributors
from incoming_communities;

-- name: describe_wave
insert or replace into wave values ($wave, 'survey', $start_date, $end_date, $invited);

-- name: insert_cells
insert into published_cell select $number, cell_key, person_key from incoming_cells;

-- name: count_cells_after
-- How many rows tell of a closing that was never frozen.
select count(*) from published_cell where closing_number > $number;

-- name: delete_cells_after
delete from published_cell where closing_number > $number;

-- name: published_cells
-- One row a published cell of a closing and the people whom it counted.
select closing_number, cell_key, list(person_key order by person_key) as people
from published_cell
group by closing_number, cell_key
order by closing_number, cell_key;

-- name: overlapping
-- One row a tool whose periods in the new upload overlap those of an earlier upload that counts.
select new.tool, min(old.period_start), max(old.period_end)
from activity_period as new
join activity_period as old
    on old.tool = new.tool and old.measure = new.measure
    and old.period_start <= new.period_end and new.period_start <= old.period_end
join live_upload on live_upload.upload_id = old.upload_id
where new.upload_id = $upload_id and old.upload_id <> $upload_id
group by new.tool
order by new.tool;

-- name: concealment_changed
-- One row a tool that was told by person until now and is now told for the tenant as a whole, or the other way round.
with told as (
    select series.upload_id, tool, measure, bool_or(scope = 'person') as by_person
    from activity_series as series join live_upload using (upload_id)
    group by series.upload_id, tool, measure
)
select distinct new.tool, new.by_person
from told as new join told as old using (tool, measure)
where new.upload_id = $upload_id and old.upload_id <> $upload_id and old.by_person <> new.by_person
order by new.tool;

-- name: unlinked_in_wave
-- How many answer sheets without a person a wave already has in other uploads that count.
select count(*)
from respondent join live_upload using (upload_id)
where respondent.wave = $wave and respondent.upload_id <> $upload_id and person_key is null;

-- name: changed_scales
-- One row a question that an earlier upload of another wave asked on another scale.
select distinct new.item, new.question
from question as new
join question as old on old.item = new.item and old.scale <> new.scale
join live_upload on live_upload.upload_id = old.upload_id
where new.upload_id = $upload_id and live_upload.wave <> $wave
order by new.item;

-- name: replaced_costs
-- How many cost lines and months of earlier uploads the new one replaces.
select count(distinct (old.line, old.month, old.nature))
from cost as new
join cost as old
    on old.line = new.line and old.month = new.month and old.nature = new.nature
    and old.category is not distinct from new.category
join live_upload on live_upload.upload_id = old.upload_id
where new.upload_id = $upload_id and old.upload_id <> $upload_id;

-- name: share_in_directory
-- How many people the new upload names without describing them, how many of these a directory has, and how many people
-- the directories have.
with named as (
    select person_key from person_seen where upload_id = $upload_id
    except
    select person_key from person_attribute where upload_id = $upload_id
),
listed as (
    select distinct person_key from person_attribute join live_upload using (upload_id) where directory
)
select
    (select count(*) from named),
    (select count(*) from named semi join listed using (person_key)),
    (select count(*) from listed);

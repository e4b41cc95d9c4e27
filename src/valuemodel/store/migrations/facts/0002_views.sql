-- What KPIs and closings read: uploads that are not withdrawn, everything counted once.

-- One row an upload that counts.
create view live_upload as
with last_event as (
    select upload_id, arg_max(action, event_id) as action from upload_event group by upload_id
)
select upload.* from upload join last_event using (upload_id) where action <> 'withdraw';

-- One row a person and description, the baseline first: directories before usage exports, then the order of the loads.
create view person_described as
select
    attribute.*,
    row_number() over (
        partition by person_key order by directory desc, upload_id, unit nulls last, team nulls last
    ) as rank
from person_attribute as attribute semi join live_upload using (upload_id);

-- One row a unit that has a programme start in a directory.
create view unit_start as
select unit, min(programme_start) as programme_start
from person_described
where directory and unit is not null and programme_start is not null
group by unit;

-- One row a person, described as they were first (baseline); `left_on` is the latest news.
-- cohort: 'programme' when the unit has a programme start (everyone, when no unit has one), 'comparison' when the unit
-- has none, null when the unit is not known.
create view people as
with baseline as (
    select
        person_key,
        arg_min(unit, rank) as unit,
        arg_min(site, rank) as site,
        arg_min(role, rank) as role,
        arg_min(distance, rank) as distance,
        arg_min(joined, rank) as joined,
        arg_max(left_on, rank) as left_on,
        arg_min(programme_start, rank) as own_start,
        arg_min(team, rank) as team,
        bool_or(directory) as directory
    from person_described
    group by person_key
),
unit_change as (
    select distinct described.person_key
    from person_described as described join baseline using (person_key)
    where described.directory and described.unit <> baseline.unit
),
seen as (
    select distinct person_key from person_seen semi join live_upload using (upload_id)
),
started as (
    select
        seen.person_key,
        baseline.* exclude (person_key, own_start),
        case when baseline.unit is null then own_start else unit_start.programme_start end as programme_start,
        unit_change.person_key is not null as moved
    from seen
    left join baseline using (person_key)
    left join unit_start on unit_start.unit = baseline.unit
    left join unit_change on unit_change.person_key = seen.person_key
)
select
    person_key,
    unit,
    site,
    role,
    distance,
    joined,
    left_on,
    programme_start,
    team,
    case
        when not exists (from unit_start) then 'programme'
        when programme_start is not null then 'programme'
        when unit is not null then 'comparison'
    end as cohort,
    coalesce(directory, false) as directory,
    moved
from started
order by person_key;

-- One row a tool's measure of a person over a period, counted once. Where periods of the same person, tool and measure
-- overlap, the one that ends last is kept, then the finer one, then the last loaded.
create view usage as
with covered as (
    select distinct activity_period.* from activity_period semi join live_upload using (upload_id)
),
contested as (
    select distinct a.*
    from covered as a join covered as b
        on a.tool = b.tool and a.measure = b.measure
        and a.period_start <= b.period_end and b.period_start <= a.period_end
        and (a.upload_id, a.period_start, a.period_end) <> (b.upload_id, b.period_start, b.period_end)
),
measured as (
    select activity.*
    from activity semi join live_upload using (upload_id)
    where scope = 'person' and person_key is not null
),
uncontested_measure as (
    select measured.*
    from measured anti join contested using (upload_id, tool, measure, period_start, period_end)
),
by_preference as (
    select
        person_key,
        tool,
        measure,
        list(
            {start: period_start, finish: period_end, value: value}
            order by period_end desc, period_start desc, upload_id desc
        ) as periods
    from measured semi join contested using (upload_id, tool, measure, period_start, period_end)
    group by person_key, tool, measure
),
-- Sorted by end, latest first, a period overlaps the kept ones only when it ends on or after the earliest kept start.
counted as (
    select
        person_key,
        tool,
        measure,
        unnest(
            list_reduce(
                periods[2:],
                lambda kept, period:
                    case when period.finish < kept[-1].start then list_append(kept, period) else kept end,
                [periods[1]]
            )
        ) as period
    from by_preference
)
select person_key, tool, measure, period_start, period_end, value from uncontested_measure
union all
select person_key, tool, measure, period.start, period.finish, period.value from counted
order by person_key, tool, measure, period_start;

-- One row a tool's measure of the tenant or of communities over a period (concealed names, organisation reports).
create view tenant_usage as
select scope, tool, measure, period_start, period_end, arg_max(value, upload_id) as value
from activity semi join live_upload using (upload_id)
where scope <> 'person'
group by scope, tool, measure, period_start, period_end
order by scope, tool, measure, period_start, period_end;

-- One row an answer sheet; of a person who answered a wave twice, the last one. Unit and role are the directory's at
-- baseline, else those declared (a declared unit is written as the directory writes it).
create view responses as
with sheet as (
    select
        respondent.*,
        row_number() over (
            partition by wave, person_key
            order by answered_at desc nulls last, upload_id desc, respondent_id desc
        ) as recency
    from respondent semi join live_upload using (upload_id)
),
known_unit as (
    select lower(trim(strip_accents(unit))) as folded, min(unit) as unit
    from people where directory and unit is not null group by folded
),
placed as (
    select
        sheet.respondent_id,
        sheet.person_key,
        sheet.wave,
        coalesce(people.unit, known_unit.unit, sheet.unit) as unit,
        coalesce(people.role, sheet.role) as role,
        sheet.answered_at,
        people.cohort as own_cohort
    from sheet
    left join people on people.person_key = sheet.person_key
    left join known_unit on known_unit.folded = lower(trim(strip_accents(sheet.unit)))
    where sheet.person_key is null or recency = 1
)
select
    respondent_id,
    person_key,
    wave,
    placed.unit,
    role,
    case
        when own_cohort is not null then own_cohort
        when not exists (from unit_start) then 'programme'
        when unit_start.unit is not null then 'programme'
        when placed.unit is not null then 'comparison'
    end as cohort,
    answered_at
from placed left join unit_start on unit_start.unit = placed.unit
order by respondent_id;

-- One row a counted respondent's answer to an item.
create view answers as
with asked as (
    select upload_id, item, min(scale) as scale from question group by upload_id, item
)
select
    answer.respondent_id,
    responses.person_key,
    responses.wave,
    answer.item,
    answer.value,
    answer.missing,
    asked.scale
from answer
join responses using (respondent_id)
left join asked on asked.upload_id = answer.upload_id and asked.item = answer.item
order by answer.respondent_id, answer.item;

-- One row a cost line and month; where two uploads give the same line, category, month and nature, the last one counts.
create view costs as
with ranked as (
    select
        cost.*,
        rank() over (partition by line, category, month, nature order by upload_id desc) as recency
    from cost semi join live_upload using (upload_id)
)
select upload_id, line, category, month, nature, amount, currency, in_budget, capex
from ranked
where recency = 1
order by upload_id, line, category, month, nature, amount;

-- One row a survey wave: dated by its answers (else by its files' periods) unless somebody gave its dates.
create view waves as
with answered as (
    select wave, min(answered_at)::date as first_day, max(answered_at)::date as last_day from responses group by wave
),
covered as (
    select wave, min(period_start) as first_day, max(period_end) as last_day
    from upload semi join live_upload using (upload_id)
    where upload.wave <> '' and kind = 'survey'
    group by wave
)
select
    answered.wave,
    coalesce(wave.kind, 'survey') as kind,
    coalesce(wave.start_date, answered.first_day, covered.first_day) as start_date,
    coalesce(wave.end_date, answered.last_day, covered.last_day) as end_date,
    wave.invited
from answered left join covered using (wave) left join wave using (wave)
order by start_date, answered.wave;

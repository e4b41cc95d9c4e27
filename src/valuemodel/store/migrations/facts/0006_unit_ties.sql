-- Time given by a unit to another, from queries by group: the network of a company whose exchanges nobody lists by person.

-- One row a source (a person, or a unit of so many people), a unit and a period.
create table unit_tie (
    upload_id integer not null,
    source_key integer,
    source_unit varchar,
    source_size integer,
    target_unit varchar not null,
    target_size integer,
    period_start date,
    period_end date,
    hours double not null
);

-- One row a pair of units and period: hours given, by how many people at most, to a unit of how many; where two uploads tell
-- the same source, unit and period, the last one counts. A person's unit is that of the baseline.
create view unit_ties as
with counted as (
    select source_key, source_unit, target_unit, period_start, period_end, arg_max(unit_tie, upload_id) as told
    from unit_tie semi join live_upload using (upload_id)
    group by source_key, source_unit, target_unit, period_start, period_end
)
select
    coalesce(people.unit, counted.source_unit) as source_unit,
    counted.target_unit,
    counted.period_start,
    counted.period_end,
    sum(told.hours) as hours,
    coalesce(max(told.source_size), count(distinct counted.source_key))::integer as source_size,
    max(told.target_size)::integer as target_size
from counted left join people on people.person_key = counted.source_key
where coalesce(people.unit, counted.source_unit) is not null
group by all
order by all;

-- What practice reads: answers with their labels (choices), exchanges between people, communities over time.

alter table community add column members integer;
alter table community add column contributors integer;

-- One row a counted respondent's answer to an item.
create or replace view answers as
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
    asked.scale,
    answer.label
from answer
join responses using (respondent_id)
left join asked on asked.upload_id = answer.upload_id and asked.item = answer.item
order by answer.respondent_id, answer.item;

-- One row a directed pair of people over a period; where two uploads tell the same pair and period, the last one counts.
create view ties as
select source_key, target_key, period_start, period_end, arg_max(weight, upload_id) as weight
from tie semi join live_upload using (upload_id)
group by source_key, target_key, period_start, period_end
order by source_key, target_key, period_start, period_end;

-- One row a community and upload; `seen_on` is the day of which the upload tells.
create view communities as
select
    community,
    goal,
    animated,
    created_on,
    last_active_on,
    members,
    contributors,
    coalesce(live_upload.period_end, last_active_on, live_upload.loaded_at::date) as seen_on
from community join live_upload using (upload_id)
order by community, seen_on;

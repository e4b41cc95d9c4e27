-- A row is one eligible person and one month that has a report: value 1 when the person made on average at least one
-- gesture a week of the collaboration tools' own (channel message, post, reply, reaction; no private message, call
-- or meeting) over the days that the month's reports cover, else 0. Replies and posts are already in
-- channel_messages where a report has both.
WITH reports AS (
    SELECT DISTINCT tool, period_start, period_end,
           date_trunc('month', period_start + ((period_end - period_start) // 2)::INTEGER)::DATE AS month
    FROM usage
    WHERE tool NOT IN ('viva_insights', 'copilot') AND person_key IS NOT NULL AND period_end - period_start < 35
),
months AS (
    SELECT DISTINCT month, last_day(month) AS month_end FROM reports
),
weeks_covered AS (
    SELECT tool, month, sum(period_end - period_start + 1) / 7.0 AS weeks FROM reports GROUP BY tool, month
),
eligible_people AS (
    SELECT person_key, month
    FROM people CROSS JOIN months
    WHERE directory AND (joined IS NULL OR joined <= month_end) AND (left_on IS NULL OR left_on > month_end)
),
gestures AS (
    SELECT person_key, tool, month,
           coalesce(sum(value::DECIMAL(18, 4)) FILTER (measure = 'channel_messages'),
                    sum(value::DECIMAL(18, 4)) FILTER (measure IN ('post_messages', 'reply_messages')), 0)
           + coalesce(sum(value::DECIMAL(18, 4)) FILTER (measure IN ('posted', 'liked')), 0) AS number_of_gestures
    FROM usage JOIN reports USING (tool, period_start, period_end)
    GROUP BY person_key, tool, month
),
weekly_rates AS (
    SELECT person_key, month, sum(number_of_gestures / weeks) AS gestures_a_week
    FROM gestures JOIN weeks_covered USING (tool, month)
    GROUP BY person_key, month
)
SELECT person_key AS unit_id, month AS period_start, (coalesce(gestures_a_week, 0) >= 1 - 1e-9)::DOUBLE AS value
FROM eligible_people LEFT JOIN weekly_rates USING (person_key, month)
ORDER BY period_start, unit_id;

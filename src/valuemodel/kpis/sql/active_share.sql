-- A row is one eligible person and one month that has a report: value 1 when the person did at least one thing in
-- the collaboration tools (message, post, reaction, call, meeting) that month, else 0. Eligible: in the directory
-- and present on the month's last day, so that people absent from the report count 0. A month is that of the
-- report's middle day.
WITH reports AS (
    SELECT DISTINCT tool, period_start, period_end,
           date_trunc('month', period_start + ((period_end - period_start) // 2)::INTEGER)::DATE AS month
    FROM usage
    WHERE tool NOT IN ('viva_insights', 'copilot') AND person_key IS NOT NULL AND period_end - period_start < 35
),
months AS (
    SELECT DISTINCT month, last_day(month) AS month_end FROM reports
),
eligible_people AS (
    SELECT person_key, month
    FROM people CROSS JOIN months
    WHERE directory AND (joined IS NULL OR joined <= month_end) AND (left_on IS NULL OR left_on > month_end)
),
actions AS (
    SELECT person_key, month, sum(value::DECIMAL(18, 4)) AS number_of_actions
    FROM usage JOIN reports USING (tool, period_start, period_end)
    WHERE measure IN ('channel_messages', 'post_messages', 'reply_messages', 'private_messages', 'posted', 'liked',
                      'calls', 'meetings')
    GROUP BY person_key, month
)
SELECT person_key AS unit_id, month AS period_start, (coalesce(number_of_actions, 0) >= 1)::DOUBLE AS value
FROM eligible_people LEFT JOIN actions USING (person_key, month)
ORDER BY period_start, unit_id;

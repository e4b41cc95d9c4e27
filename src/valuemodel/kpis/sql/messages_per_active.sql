-- A row is one eligible person and one month that has a report: numerator the channel messages and posts written,
-- denominator 1 when the person was active that month (any message, post, reaction, call or meeting), else 0. The
-- KPI is the ratio of the two sums; replies and posts are already in channel_messages where a report has both.
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
activities AS (
    SELECT person_key, tool, month,
           coalesce(sum(value::DECIMAL(18, 4)) FILTER (measure = 'channel_messages'),
                    sum(value::DECIMAL(18, 4)) FILTER (measure IN ('post_messages', 'reply_messages')), 0)
           + coalesce(sum(value::DECIMAL(18, 4)) FILTER (measure = 'posted'), 0) AS messages,
           coalesce(sum(value::DECIMAL(18, 4))
                        FILTER (measure IN ('private_messages', 'liked', 'calls', 'meetings')), 0) AS other_actions
    FROM usage JOIN reports USING (tool, period_start, period_end)
    GROUP BY person_key, tool, month
),
writers AS (
    SELECT person_key, month, sum(messages) AS messages, sum(messages + other_actions) AS number_of_actions
    FROM activities
    GROUP BY person_key, month
)
SELECT person_key AS unit_id, month AS period_start,
       CASE WHEN number_of_actions >= 1 THEN messages::DOUBLE END AS value,
       CASE WHEN number_of_actions >= 1 THEN messages::DOUBLE ELSE 0 END AS numerator,
       (coalesce(number_of_actions, 0) >= 1)::DOUBLE AS denominator
FROM eligible_people LEFT JOIN writers USING (person_key, month)
ORDER BY period_start, unit_id;

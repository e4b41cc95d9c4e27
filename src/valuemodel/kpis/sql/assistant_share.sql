-- A row is one eligible person and one month that has a report of an assistant (Copilot): value 1 when the person used
-- it in the report's days, else 0. Eligible: in the directory and present on the month's last day, with or without a
-- licence, so that people absent from the report count 0. A month is that of the report's middle day.
WITH reports AS (
    SELECT DISTINCT period_start, period_end,
           date_trunc('month', period_start + ((period_end - period_start) // 2)::INTEGER)::DATE AS month
    FROM usage
    WHERE tool = 'copilot' AND measure = 'active' AND person_key IS NOT NULL AND period_end - period_start < 35
),
months AS (
    SELECT DISTINCT month, last_day(month) AS month_end FROM reports
),
eligible_people AS (
    SELECT person_key, month
    FROM people CROSS JOIN months
    WHERE directory AND (joined IS NULL OR joined <= month_end) AND (left_on IS NULL OR left_on > month_end)
),
uses AS (
    SELECT person_key, month, max(value) AS used
    FROM usage JOIN reports USING (period_start, period_end)
    WHERE tool = 'copilot' AND measure = 'active'
    GROUP BY person_key, month
)
SELECT person_key AS unit_id, month AS period_start, (coalesce(used, 0) > 0)::DOUBLE AS value
FROM eligible_people LEFT JOIN uses USING (person_key, month)
ORDER BY period_start, unit_id;

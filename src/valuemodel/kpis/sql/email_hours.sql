-- A row is one person of Viva Insights and one month: hours a week on e-mail, the hours of the month's periods over
-- the weeks that they cover. Persons come from the query itself (its own pseudonyms), so people whom it leaves out
-- are not counted.
WITH periods AS (
    SELECT person_key, period_start, period_end, value::DECIMAL(18, 4) AS hours,
           date_trunc('month', period_start + ((period_end - period_start) // 2)::INTEGER)::DATE AS month
    FROM usage
    WHERE tool = 'viva_insights' AND measure = 'email_hours' AND person_key IS NOT NULL
      AND period_end - period_start < 35
)
SELECT person_key AS unit_id, month AS period_start,
       sum(hours)::DOUBLE / (sum(period_end - period_start + 1) / 7.0)::DOUBLE AS value
FROM periods
GROUP BY person_key, month
ORDER BY period_start, unit_id;

-- A row is one tool and month with reports about people: the month of the reports' middle day, and the last day that
-- they cover.
SELECT tool, date_trunc('month', period_start + ((period_end - period_start) // 2)::INTEGER)::DATE AS month,
       max(period_end) AS last_day
FROM usage
WHERE person_key IS NOT NULL AND period_end - period_start < 35
GROUP BY tool, month
ORDER BY tool, month;

-- A row is one tool, month and upload that reports it about people.
SELECT DISTINCT tool, date_trunc('month', activity_period.period_start
           + ((activity_period.period_end - activity_period.period_start) // 2)::INTEGER)::DATE AS month, upload_id
FROM activity_period JOIN live_upload USING (upload_id)
WHERE activity_period.period_end - activity_period.period_start < 35
ORDER BY tool, month, upload_id;

-- A row is one answer sheet of a survey wave: the mark out of 10 given to internal services, divided by 10. "Don't
-- know", "not applicable" and blanks are no answers and have no row.
SELECT respondent_id AS unit_id, start_date AS period_start, value
FROM answers JOIN waves USING (wave)
WHERE item = 'internal_service' AND value IS NOT NULL
ORDER BY period_start, unit_id;

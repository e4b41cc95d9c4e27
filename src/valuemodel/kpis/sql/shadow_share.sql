-- A row is one answer sheet of a survey wave: the share (0..1) of work exchanges outside the tools that the company
-- provides. "Don't know", "not applicable" and blanks are no answers and have no row.
SELECT respondent_id AS unit_id, start_date AS period_start, value
FROM answers JOIN waves USING (wave)
WHERE item = 'shadow_share' AND value IS NOT NULL
ORDER BY period_start, unit_id;

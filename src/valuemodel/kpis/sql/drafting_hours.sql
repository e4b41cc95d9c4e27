-- A row is one answer sheet of a survey wave: hours a week that the person says they spend drafting, summarising and
-- laying out documents. "Don't know", "not applicable" and blanks are no answers and have no row.
SELECT respondent_id AS unit_id, start_date AS period_start, value
FROM answers JOIN waves USING (wave)
WHERE item = 'drafting_hours' AND value IS NOT NULL
ORDER BY period_start, unit_id;

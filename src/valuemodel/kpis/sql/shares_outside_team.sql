-- A row is one answer sheet of a survey wave: how often the person shares with other teams, from 0 (never) to 1
-- (always). "Don't know", "not applicable" and blanks are no answers and have no row.
SELECT respondent_id AS unit_id, start_date AS period_start, value
FROM answers JOIN waves USING (wave)
WHERE item = 'shares_outside_team' AND value IS NOT NULL
ORDER BY period_start, unit_id;

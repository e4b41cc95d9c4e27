-- A row is one answer sheet of a survey wave: how far sharing counts in the appraisal, from 0 (not at all) to 1
-- (completely). "Don't know", "not applicable" and blanks are no answers and have no row.
SELECT respondent_id AS unit_id, start_date AS period_start, value
FROM answers JOIN waves USING (wave)
WHERE item = 'person_gains' AND value IS NOT NULL
ORDER BY period_start, unit_id;

-- A row is one answer sheet of a survey wave: the share of the person's freed time put to useful work (1 when it all
-- was, the mean of several answers). "I have not saved any time", "don't know" and blanks are no answers and have no
-- row.
SELECT respondent_id AS unit_id, start_date AS period_start, value
FROM answers JOIN waves USING (wave)
WHERE item = 'freed_time_use' AND value IS NOT NULL
ORDER BY period_start, unit_id;

-- A row is one answer sheet of a survey wave with at least three of the five questions answered: their mean, from 0
-- to 1.
SELECT respondent_id AS unit_id, start_date AS period_start, avg(value) AS value
FROM answers JOIN waves USING (wave)
WHERE item IN ('example_commitment', 'example_regularity', 'example_attention', 'example_transparency',
               'example_humility') AND value IS NOT NULL
GROUP BY respondent_id, start_date
HAVING count(*) >= 3
ORDER BY period_start, unit_id;

-- A row is one answer sheet of a survey wave that has both answers: meaning times alignment, from 0 to 1, multiplied
-- person by person before anything is averaged.
SELECT respondent_id AS unit_id, start_date AS period_start, meaning.value * alignment.value AS value
FROM answers AS meaning
JOIN answers AS alignment USING (respondent_id)
JOIN waves ON waves.wave = meaning.wave
WHERE meaning.item = 'meaning' AND meaning.value IS NOT NULL
  AND alignment.item = 'alignment' AND alignment.value IS NOT NULL
ORDER BY period_start, unit_id;

-- A row is one survey item in one wave, with the scales on which it was asked.
SELECT item, wave, list(DISTINCT scale ORDER BY scale) AS scales
FROM answers
WHERE scale IS NOT NULL AND value IS NOT NULL
GROUP BY item, wave
ORDER BY item, wave;

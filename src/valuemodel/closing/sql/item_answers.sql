-- A row is one answer to a question that an index is made of.
SELECT respondent_id, wave, item, value
FROM answers
WHERE value IS NOT NULL AND item IN (SELECT unnest($items))
ORDER BY respondent_id, item;

-- A row is one answer of one answer sheet to one item; its label where it is a choice among several.
SELECT respondent_id, item, value, CASE WHEN scale = 'choice' THEN label END AS label
FROM answers
WHERE value IS NOT NULL
ORDER BY respondent_id, item;

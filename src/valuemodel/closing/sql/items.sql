-- A row is one question with at least one answer.
SELECT DISTINCT item FROM answers WHERE value IS NOT NULL ORDER BY item;

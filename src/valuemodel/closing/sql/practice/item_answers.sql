-- A row is one answer of one answer sheet to one item.
SELECT respondent_id, item, value, label FROM answers WHERE value IS NOT NULL ORDER BY respondent_id, item;

-- A row is one item, wave and upload that has answers to it.
SELECT DISTINCT item, wave, upload_id
FROM answer JOIN responses USING (respondent_id)
WHERE value IS NOT NULL
ORDER BY item, wave, upload_id;

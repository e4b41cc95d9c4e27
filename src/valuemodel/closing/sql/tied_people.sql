-- A row is one person of the comparison group who exchanges with somebody of the programme.
WITH pairs AS (
    SELECT source_key AS person_key, target_key AS other_key FROM tie SEMI JOIN live_upload USING (upload_id)
    UNION
    SELECT target_key AS person_key, source_key AS other_key FROM tie SEMI JOIN live_upload USING (upload_id)
)
SELECT DISTINCT pairs.person_key
FROM pairs
JOIN people AS person ON person.person_key = pairs.person_key
JOIN people AS other ON other.person_key = pairs.other_key
WHERE person.cohort = 'comparison' AND other.cohort = 'programme'
ORDER BY pairs.person_key;

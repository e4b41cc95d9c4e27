-- A row is one upload that says who the people are and in which unit.
SELECT DISTINCT upload_id FROM person_attribute JOIN live_upload USING (upload_id) WHERE directory ORDER BY upload_id;

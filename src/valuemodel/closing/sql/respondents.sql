-- A row is one answer sheet that counts.
SELECT respondent_id, person_key, wave, unit, role, cohort FROM responses ORDER BY respondent_id;

-- A row is one person, as described at baseline.
SELECT person_key, unit, site, role, distance, joined, left_on, team, programme_start, cohort, directory, moved
FROM people
ORDER BY person_key;

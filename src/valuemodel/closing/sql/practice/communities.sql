-- A row is one community as one upload tells it.
SELECT community, goal, animated, created_on, last_active_on, members, contributors, seen_on
FROM communities
ORDER BY community, seen_on NULLS FIRST;

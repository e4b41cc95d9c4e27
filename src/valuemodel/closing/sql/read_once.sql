-- The views that several queries read, worked out once for this connection.
CREATE TEMPORARY TABLE usage AS FROM main.usage;
CREATE TEMPORARY TABLE responses AS FROM main.responses;
CREATE TEMPORARY TABLE answers AS FROM main.answers;
CREATE TEMPORARY TABLE people AS FROM main.people;
CREATE TEMPORARY TABLE waves AS FROM main.waves;

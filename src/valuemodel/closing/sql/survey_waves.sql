-- A row is one survey wave.
SELECT wave, start_date, end_date, invited FROM waves WHERE kind = 'survey' ORDER BY start_date NULLS LAST, wave;

-- A row is one upload that counts.
SELECT upload_id, file_name, format, kind, wave, rows_read, rows_kept, rows_set_aside, author, loaded_at, period_start,
       period_end
FROM live_upload
ORDER BY upload_id;

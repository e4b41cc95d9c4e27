-- name: attach_old
attach $file as old (read_only);

-- name: attach_fresh
attach $file as fresh;

-- name: copy
copy from database old to fresh;

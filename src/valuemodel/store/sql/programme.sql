-- name: current_versions
-- One row a key of a kind: its latest version.
select version_id, kind, key, number, document, author, reason, created_at, restored_from
from version
where kind = $kind
qualify row_number() over (partition by key order by number desc) = 1
order by key;

-- name: versions_of
-- One row a version of a key, the latest first.
select version_id, kind, key, number, document, author, reason, created_at, restored_from
from version
where kind = $kind and key = $key
order by number desc;

-- name: history
-- One row a version of any key of a kind, the oldest first.
select version_id, kind, key, number, document, author, reason, created_at, restored_from
from version
where kind = $kind
order by version_id;

-- name: version_by_id
select version_id, kind, key, number, document, author, reason, created_at, restored_from
from version
where version_id = $version_id;

-- name: insert_version
insert into version
select
    coalesce((select max(version_id) from version), 0) + 1,
    $kind,
    $key,
    coalesce((select max(number) from version where kind = $kind and key = $key), 0) + 1,
    $document,
    $author,
    $reason,
    $at,
    $restored_from;

-- name: insert_entry
insert into journal
select coalesce((select max(entry_id) from journal), 0) + 1, $at, $author, $action, $what, $why, $upload_id, $event_id;

-- name: journal
-- One row an entry, the latest first.
select happened_at, author, action, what, why, upload_id from journal order by entry_id desc limit $limit;

-- name: last_event
select coalesce(max(event_id), 0) from journal;

-- name: insert_pending
insert into pending values ($at, $action);

-- name: delete_pending
delete from pending;

-- name: count_pending
select count(*) from pending;

-- name: delete_register
delete from upload;

-- name: insert_register
insert into upload by name select * from incoming_register;

-- name: register
-- One row an upload, the latest first.
select * from upload order by upload_id desc;

-- name: next_closing
select coalesce(max(number), 0) + 1 from closing;

-- name: insert_closing
insert into closing
select $number, $as_of, $at, $author, $fingerprint, $document, (select max(entry_id) from journal);

-- name: closings
-- One row a closing, the oldest first.
select document from closing order by number;

-- name: closing
select document from closing where number = $number;

-- name: last_closing
select document from closing order by number desc limit 1;

-- name: uploads_since
-- How many uploads were loaded, withdrawn or restored after a closing.
select count(distinct upload_id)
from journal
where event_id is not null
    and entry_id > coalesce((select entry_id from closing where number = $number), 0);

-- name: erase_versions
-- Every version of a key, emptied.
update version set document = $document where kind = $kind and key = $key;

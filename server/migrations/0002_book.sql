-- What we decide and record, beside the catalogue in the same database, so that
-- one transaction holds a batch, its files and its audit row.

-- One ingested file. `version` is the lake version that it made.
create table batch (
    version     integer primary key references ducklake_snapshot (snapshot_id),
    file        text not null,
    format      text not null,
    sha256      text not null,
    bytes       integer not null,
    ingested_at text not null, -- RFC 3339, UTC
    actor       text not null,
    report      text not null  -- the validation report as JSON, its reasons cut to the first thousand
);

-- Every write: who, what, when. Rows are only ever added.
create table audit (
    id      integer primary key,
    at      text not null, -- RFC 3339, UTC
    actor   text not null,
    action  text not null,
    subject text not null,
    detail  text not null  -- JSON
);

create trigger audit_is_never_changed before update on audit
begin
    select raise(abort, 'the audit log is append-only');
end;

create trigger audit_is_never_deleted before delete on audit
begin
    select raise(abort, 'the audit log is append-only');
end;

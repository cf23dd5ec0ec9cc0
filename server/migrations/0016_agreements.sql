-- Agreements with supplying regions (kerja sama antardaerah). Each change of one is a further
-- revision of all of it; no row is ever changed or taken away.
create table agreement (
    id integer primary key
);

create table agreement_revision (
    agreement integer not null references agreement (id),
    revision  integer not null, -- from 1 on
    content   text not null,    -- JSON
    actor     text not null,    -- for the office only
    at        text not null,    -- RFC 3339, UTC
    primary key (agreement, revision)
);

create trigger agreements_never_change before update on agreement
begin select raise(abort, 'the table of agreements is append-only'); end;
create trigger agreements_never_go before delete on agreement
begin select raise(abort, 'the table of agreements is append-only'); end;
create trigger agreement_revisions_never_change before update on agreement_revision
begin select raise(abort, 'the table of agreements is append-only'); end;
create trigger agreement_revisions_never_go before delete on agreement_revision
begin select raise(abort, 'the table of agreements is append-only'); end;
create trigger agreement_revisions_are_never_replaced before insert on agreement_revision
when exists (select 1 from agreement_revision where agreement = new.agreement and revision = new.revision)
begin select raise(abort, 'the table of agreements is append-only'); end;

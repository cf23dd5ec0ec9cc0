-- Interventions. Each change of one is a further revision of all of it; no row is ever
-- changed or taken away, so that what was known of it on any day can be read.
create table intervention (
    id integer primary key
);

create table intervention_revision (
    intervention integer not null references intervention (id),
    revision     integer not null, -- from 1 on
    content      text not null,    -- JSON
    actor        text not null,    -- for the office only
    at           text not null,    -- RFC 3339, UTC
    primary key (intervention, revision)
);

create trigger interventions_never_change before update on intervention
begin select raise(abort, 'the table of interventions is append-only'); end;
create trigger interventions_never_go before delete on intervention
begin select raise(abort, 'the table of interventions is append-only'); end;
create trigger intervention_revisions_never_change before update on intervention_revision
begin select raise(abort, 'the table of interventions is append-only'); end;
create trigger intervention_revisions_never_go before delete on intervention_revision
begin select raise(abort, 'the table of interventions is append-only'); end;
create trigger intervention_revisions_are_never_replaced before insert on intervention_revision
when exists (
    select 1 from intervention_revision where intervention = new.intervention and revision = new.revision
)
begin select raise(abort, 'the table of interventions is append-only'); end;

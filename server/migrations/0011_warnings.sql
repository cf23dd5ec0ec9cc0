-- The ledger of warnings. A warning is entered when it is first seen, and each time
-- something about it changes a step is added: with the day and the version that were
-- judged. No row is ever changed or taken away.
create table warning (
    id          integer primary key,
    kind        text not null,
    commodity   text not null,
    place       text not null,
    price_level text not null,
    source      text not null,
    onset       text not null,
    unique (kind, commodity, place, price_level, source, onset)
);

create table warning_step (
    warning   integer not null references warning (id),
    step      integer not null,
    what      text not null check (what in ('in-force', 'over', 'withdrawn')),
    on_day    text not null,
    version   integer not null,
    level     text not null,
    state     text not null,
    reason_id text not null,
    reason_en text not null,
    evidence  text not null, -- JSON
    at        text not null, -- RFC 3339, UTC
    primary key (warning, step)
);

-- One row a judgement, so that two servers at one home make one.
create table warning_judged (
    version integer not null,
    on_day  text not null,
    at      text not null,
    primary key (version, on_day)
);

create trigger warnings_never_change before update on warning
begin select raise(abort, 'the ledger of warnings is append-only'); end;
create trigger warnings_never_go before delete on warning
begin select raise(abort, 'the ledger of warnings is append-only'); end;
create trigger warnings_are_never_replaced before insert on warning
when exists (select 1 from warning where id = new.id)
begin select raise(abort, 'the ledger of warnings is append-only'); end;
create trigger warning_steps_never_change before update on warning_step
begin select raise(abort, 'the ledger of warnings is append-only'); end;
create trigger warning_steps_never_go before delete on warning_step
begin select raise(abort, 'the ledger of warnings is append-only'); end;
create trigger warning_steps_are_never_replaced before insert on warning_step
when exists (select 1 from warning_step where warning = new.warning and step = new.step)
begin select raise(abort, 'the ledger of warnings is append-only'); end;
create trigger judgements_never_change before update on warning_judged
begin select raise(abort, 'the ledger of warnings is append-only'); end;
create trigger judgements_never_go before delete on warning_judged
begin select raise(abort, 'the ledger of warnings is append-only'); end;

-- What officers do about warnings. As in the ledger beside it, a step is only ever added:
-- what is true now follows from the last ones.
create table warning_act (
    id           integer primary key autoincrement,
    warning      integer not null references warning (id),
    what         text not null check (what in
                     ('take', 'hand', 'release', 'acknowledge', 'comment', 'action', 'silence', 'unsilence')),
    level        text not null check (level in ('waspada', 'siaga', 'awas')), -- how grave the warning was then
    actor        text not null, -- the account's name, for officers
    role         text not null, -- what everybody is told instead
    owner        text,          -- who owns it from then on
    owner_role   text,
    until        text,          -- the last day of a silence, in western Indonesia
    note         text not null default '',
    intervention integer,       -- the number of an intervention
    address      text,          -- a page of this Lumbung
    at           text not null, -- RFC 3339, UTC
    check ((what in ('take', 'hand')) = (owner is not null)),
    check ((owner is null) = (owner_role is null)),
    check ((what = 'silence') = (until is not null))
);

create index warning_act_of on warning_act (warning);

create trigger warning_acts_never_change before update on warning_act
begin select raise(abort, 'what was done about a warning is append-only'); end;
create trigger warning_acts_never_go before delete on warning_act
begin select raise(abort, 'what was done about a warning is append-only'); end;
create trigger warning_acts_are_never_replaced before insert on warning_act
when exists (select 1 from warning_act where id = new.id)
begin select raise(abort, 'what was done about a warning is append-only'); end;

-- What of the ledger was told, apart from the messages that told it: several in one.
create table warning_told (
    id      integer primary key autoincrement,
    warning integer not null,
    step    integer not null,
    change  text not null check (change in ('begins', 'rises', 'over', 'withdrawn')),
    level   text not null check (level in ('waspada', 'siaga', 'awas')),
    on_day  text not null, -- the day that was judged
    at      text not null,
    unique (warning, step),
    foreign key (warning, step) references warning_step (warning, step)
);

-- Until now each was a message of its own. The numbers stay, which digests go by.
insert into warning_told (id, warning, step, change, level, on_day, at)
select notice.id, notice.warning, notice.step,
       case
           when warning_step.what <> 'in-force' then warning_step.what
           when exists (select 1 from notice as earlier where earlier.warning = notice.warning and earlier.id < notice.id)
               then 'rises'
           else 'begins'
       end,
       notice.level, warning_step.on_day, notice.made_at
from notice join warning_step on warning_step.warning = notice.warning and warning_step.step = notice.step
where notice.kind = 'warning' and notice.level is not null
order by notice.id;

create trigger warnings_told_never_change before update on warning_told
begin select raise(abort, 'what was told of warnings is append-only'); end;
create trigger warnings_told_never_go before delete on warning_told
begin select raise(abort, 'what was told of warnings is append-only'); end;

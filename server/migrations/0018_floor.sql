-- What officers note on the market floor, as they noted it. No row is ever changed or taken
-- away: a correction is another row. Who noted what never leaves the book.
create table floor_entry (
    number      integer primary key autoincrement, -- the order of arrival
    id          text not null unique,              -- made on the phone: the same comes in once
    person      integer not null references person (id),
    device      text not null,    -- the phone, by a number that it gave itself
    sequence    integer not null, -- the order in which the phone made its entries
    market      text not null,
    commodity   text not null,
    day         text not null,    -- the survey day
    answer      text not null check (answer in ('price', 'no-goods', 'closed')),
    stall_1     integer,          -- rupiah per unit
    stall_2     integer,
    stall_3     integer,
    unit        text not null,
    cause       text check (cause in ('changed', 'scarce', 'quality', 'other')), -- why a strange price is right
    note        text not null,
    made_at     text not null,    -- by the phone's clock
    received_at text not null,    -- by the server's
    check ((answer = 'price') = (stall_1 is not null))
);

create index floor_entry_of on floor_entry (market, commodity, day);
create index floor_entry_on on floor_entry (day, market);

-- Pictures of goods or stalls, without what cameras write beside them.
create table floor_photo (
    entry text primary key references floor_entry (id),
    jpeg  blob not null,
    at    text not null
);

-- Up to which entry all were laid into the lake, and the version that held them then.
create table floor_laid (
    number  integer primary key,
    version integer not null,
    at      text not null
);

-- Who walks a market from a day on; nobody where the person is null.
create table floor_assignment (
    number   integer primary key autoincrement,
    market   text not null,
    from_day text not null,
    person   integer references person (id),
    actor    text not null,
    at       text not null
);

create index floor_assignment_of on floor_assignment (market, from_day);

-- One reminder a market and day, noted before it is sent.
create table floor_reminder (
    day    text not null,
    market text not null,
    at     text not null,
    primary key (day, market)
) without rowid;

create trigger floor_entries_never_change before update on floor_entry
begin select raise(abort, 'what was noted on the market floor is append-only'); end;
create trigger floor_entries_never_go before delete on floor_entry
begin select raise(abort, 'what was noted on the market floor is append-only'); end;
create trigger floor_entries_are_never_replaced before insert on floor_entry
when exists (select 1 from floor_entry where number = new.number or id = new.id)
begin select raise(abort, 'what was noted on the market floor is append-only'); end;
create trigger floor_photos_never_change before update on floor_photo
begin select raise(abort, 'what was noted on the market floor is append-only'); end;
create trigger floor_photos_never_go before delete on floor_photo
begin select raise(abort, 'what was noted on the market floor is append-only'); end;
create trigger floor_assignments_never_change before update on floor_assignment
begin select raise(abort, 'assignments to markets are append-only'); end;
create trigger floor_assignments_never_go before delete on floor_assignment
begin select raise(abort, 'assignments to markets are append-only'); end;

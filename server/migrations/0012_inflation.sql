-- BPS's monthly inflation of cities. Rows are only added, in the transaction of their
-- batch; the latest row of a key that no withdrawn batch brought is in force.
create table inflation (
    version     integer not null references batch (version),
    region      text not null,
    month       text not null, -- its first day, ISO 8601
    yearly      real,          -- per cent against the same month of the year before
    monthly     real,          -- per cent against the month before
    price_index real,          -- the consumer price index
    primary key (region, month, version)
) without rowid;

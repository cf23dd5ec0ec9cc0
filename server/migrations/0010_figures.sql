-- What files hold beside prices: the official index of BPS, and stocks. Rows are
-- only added, in the transaction of their batch; the latest row of a key that no
-- withdrawn batch brought is in force.
create table indicator (
    version       integer not null references batch (version),
    region        text not null,
    year          integer not null,
    month         integer not null,
    week          integer not null,
    change        real not null, -- per cent against the mean of the month before
    contributions text not null, -- JSON: [{"commodity", "points"}]
    most_volatile text,
    variation     real,
    primary key (region, year, month, week, version)
) without rowid;

create table stock (
    version    integer not null references batch (version),
    commodity  text not null,
    place      text not null,
    day        text not null, -- ISO 8601
    stock      real not null, -- in the unit of daily_need
    daily_need real not null,
    primary key (commodity, place, day, version)
) without rowid;

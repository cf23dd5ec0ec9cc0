-- What officers decided about single values. Rows are only added; the last one
-- about a value is in force while the figure that it is about is the one that is
-- reported. `version` is the one that the decision made.
create table decision (
    id        integer primary key,
    version   integer not null unique,
    commodity text not null,
    place     text not null,
    level     text not null,
    source    text not null,
    frequency text not null,
    day       integer not null, -- days since 1970-01-01
    reported  real not null,    -- the figure as received
    mark      text not null,    -- its status before anybody decided
    ruling    text not null check (ruling in ('accept', 'correct', 'reject', 'undo')),
    value     real,             -- of a correction, in the unit of the figure
    reason    text not null,
    actor     text not null,
    at        text not null     -- RFC 3339, UTC
);

create index decision_by_series on decision (commodity, place, day);

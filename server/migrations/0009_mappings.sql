-- Tables whose columns somebody has mapped by the form. `toml` is the mapping
-- as it could stand in the city's profile.
create table saved_mapping (
    id      integer primary key,
    name    text not null unique,
    toml    text not null,
    made_at text not null, -- RFC 3339, UTC
    actor   text not null
);

-- The mapping by which an upload is read while it waits; kept when it is stored.
alter table upload add column mapping text;

-- How the last fetch of each source went: one row a source, written over by the
-- next. What a fetch brought is in its batches.
create table fetch (
    source   text primary key, -- pihps, lumbung:3203
    tried_at text not null,    -- when the last one began; RFC 3339, UTC
    done_at  text,             -- when the last one that came through began
    failures integer not null, -- since then
    error    text,             -- why the last one failed
    seen     integer,          -- the version of another Lumbung that was seen last,
    asked    text              -- when this was asked of it
);

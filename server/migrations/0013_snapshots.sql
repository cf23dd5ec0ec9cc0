-- The weekly sheets as they were frozen: the model, the pages and the files, each with
-- its SHA-256. A week is frozen once, whoever does it, and no row is ever changed or
-- taken away: what is revised later is shown beside it.
create table weekly_sheet (
    week        text primary key,    -- ISO 8601, such as 2025-W50
    version     integer not null,    -- the version of the lake
    frozen_at   text not null,       -- RFC 3339, UTC
    actor       text not null,       -- who froze it
    headline_id text not null,
    headline_en text not null,
    model       text not null,       -- JSON
    html_id     text not null,
    html_en     text not null,
    pdf         blob,
    png         blob,
    html_sha256 text not null,       -- of html_id
    pdf_sha256  text,
    png_sha256  text
);

create trigger weekly_sheets_never_change before update on weekly_sheet
begin select raise(abort, 'a frozen sheet never changes'); end;
create trigger weekly_sheets_never_go before delete on weekly_sheet
begin select raise(abort, 'a frozen sheet never changes'); end;
create trigger weekly_sheets_are_never_replaced before insert on weekly_sheet
when exists (select 1 from weekly_sheet where week = new.week)
begin select raise(abort, 'a frozen sheet never changes'); end;

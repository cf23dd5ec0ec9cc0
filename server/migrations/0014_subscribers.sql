-- Who is to be told, what was decided to be told, and what became of each telling.

create table subscriber (
    id           integer primary key autoincrement, -- a number is never given twice
    channel      text not null check (channel in ('mail', 'webhook')),
    address      text not null unique, -- a mail address in lower case, or a URL
    lang         text not null check (lang in ('id', 'en')),
    weekly       integer not null check (weekly in (0, 1)),
    warnings     text not null check (warnings in ('off', 'immediate', 'daily')),
    least        text not null check (least in ('waspada', 'siaga', 'awas')),
    quiet_from   text, -- HH:MM in western Indonesia
    quiet_to     text,
    awas_anytime integer not null check (awas_anytime in (0, 1)),
    format       text check (format in ('json', 'text')), -- of a webhook
    secret       text,                                    -- of a webhook, to sign by
    made_at      text not null,
    confirmed_at text, -- null until the owner of a mail address says so
    disabled_at  text,
    reason       text, -- why it was disabled
    check ((quiet_from is null) = (quiet_to is null))
);

-- The links in letters. Of each only the SHA-256 of its secret is kept, so every letter
-- has one of its own; all of them go on working.
create table subscriber_link (
    hash       text primary key,
    subscriber integer not null references subscriber (id) on delete cascade,
    made_at    text not null
) without rowid;

create index subscriber_link_of on subscriber_link (subscriber);

-- What goes along with notices, such as the weekly sheet as PDF.
create table notice_file (
    sha256     text primary key,
    media_type text not null,
    bytes      blob not null
);

-- What was decided to be told. The key keeps the same from being decided twice.
create table notice (
    id           integer primary key autoincrement,
    key          text not null unique,
    kind         text not null check (kind in ('weekly', 'warning', 'digest', 'confirm', 'test')),
    level        text check (level in ('waspada', 'siaga', 'awas')),
    warning      integer references warning (id), -- of a step in the ledger
    step         integer,
    path         text not null, -- the page that says more
    subject_id   text not null,
    subject_en   text not null,
    text_id      text not null,
    text_en      text not null,
    file_name_id text,
    file_name_en text,
    file_id      text references notice_file (sha256),
    file_en      text references notice_file (sha256),
    made_at      text not null
);

-- A notice to a subscriber. The key goes out with each try.
create table delivery (
    id         integer primary key autoincrement,
    key        text not null unique,
    notice     integer not null references notice (id),
    subscriber integer not null references subscriber (id) on delete cascade,
    state      text not null check (state in ('queued', 'sending', 'sent', 'failed', 'given-up')),
    attempts   integer not null default 0,
    next_at    text not null,
    sent_at    text,
    error      text,
    unique (notice, subscriber)
);

create index delivery_due on delivery (next_at) where state in ('queued', 'failed');
create index delivery_of_subscriber on delivery (subscriber);

-- One row a day on which the daily digest was made, with the last notice that it saw.
create table digest (
    day    text primary key,
    notice integer not null,
    at     text not null
) without rowid;

-- Reminders go out with everything else that is told, but to accounts and not to subscribers.
-- What a check allows cannot be altered in place: both tables are made anew, the one that
-- refers to the other first.

create table notice_anew (
    id           integer primary key autoincrement,
    key          text not null unique,
    kind         text not null check (kind in ('weekly', 'warning', 'digest', 'confirm', 'test', 'reminder')),
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

-- A notice to a subscriber, or to the owner of an account. The key goes out with each try.
create table delivery_anew (
    id         integer primary key autoincrement,
    key        text not null unique,
    notice     integer not null references notice_anew (id),
    subscriber integer references subscriber (id) on delete cascade,
    person     integer references person (id),
    state      text not null check (state in ('queued', 'sending', 'sent', 'failed', 'given-up')),
    attempts   integer not null default 0,
    next_at    text not null,
    sent_at    text,
    error      text,
    unique (notice, subscriber),
    unique (notice, person),
    check ((subscriber is null) <> (person is null))
);

insert into notice_anew select * from notice order by id;
insert into delivery_anew (id, key, notice, subscriber, state, attempts, next_at, sent_at, error)
select id, key, notice, subscriber, state, attempts, next_at, sent_at, error from delivery order by id;

drop table delivery;
drop table notice;
alter table notice_anew rename to notice;
alter table delivery_anew rename to delivery;

create index delivery_due on delivery (next_at) where state in ('queued', 'failed');
create index delivery_of_subscriber on delivery (subscriber);

-- A reminder is a notice now, whose key keeps it from being decided twice.
drop table floor_reminder;

-- What whoever noted an entry was at that time; of earlier ones it is what they are now.
alter table floor_entry add column role text check (role in ('officer', 'leader', 'admin'));

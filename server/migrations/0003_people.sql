-- People, how they prove who they are, and what they did.

-- Accounts. The role `viewer` needs none.
create table person (
    id           integer primary key,
    name         text not null unique, -- to sign in with, lower case
    full_name    text not null,
    email        text unique,
    role         text not null check (role in ('officer', 'leader', 'admin')),
    password     text,                 -- argon2id as a PHC string; null until it is chosen
    totp         text,                 -- the second factor's secret in base32
    totp_step    integer not null default 0, -- the last step whose code was used: each works once
    oidc         text unique,          -- issuer and subject at the identity provider
    made_at      text not null,
    signed_in_at text,
    disabled_at  text
);

-- Of every secret that we hand out, only the SHA-256 is kept.
create table recovery_code (
    person  integer not null references person (id),
    hash    text not null,
    used_at text,
    primary key (person, hash)
) without rowid;

-- `password`: the second factor is still to come. `full`: signed in.
create table session (
    id       integer primary key,
    hash     text not null unique,
    person   integer not null references person (id),
    stage    text not null check (stage in ('password', 'full')),
    vouched  integer not null, -- whether an identity provider vouches, its second factor included
    goes_on  text, -- where to, after the second factor; a path of ours
    new_totp text, -- a second factor that is being set up
    began_at text not null,
    seen_at  text not null,
    address  text not null,
    agent    text not null
);

create index session_of_person on session (person);

-- One-time links. The first admin's has no person yet.
create table link (
    hash       text primary key,
    purpose    text not null check (purpose in ('invitation', 'reset', 'first-admin')),
    person     integer references person (id),
    made_at    text not null,
    expires_at text not null,
    used_at    text
) without rowid;

-- Tokens of people's scripts.
create table token (
    id         integer primary key,
    hash       text not null unique,
    person     integer not null references person (id),
    label      text not null,
    scopes     text not null, -- scopes joined by blanks
    made_at    text not null,
    expires_at text not null,
    used_at    text,
    revoked_at text
);

create index token_of_person on token (person);

-- Wrong guesses, by a digest of what was guessed at. A key never says whether
-- the name exists.
create table guess (
    key      text primary key,
    failures integer not null,
    last     text not null,
    until    text
) without rowid;

-- Files that were checked and wait to be stored or thrown away; their bytes lie
-- in `uploads/` under the same id.
create table upload (
    id         text primary key,
    person     integer not null references person (id),
    file       text not null,
    format     text not null,
    sha256     text not null,
    bytes      integer not null,
    place      text,
    level      text not null,
    made_at    text not null,
    expires_at text not null
) without rowid;

-- Batches that no longer count. `version` is the one that took them back.
create table withdrawal (
    batch    integer primary key references batch (version),
    version  integer not null unique references ducklake_snapshot (snapshot_id),
    at       text not null,
    actor    text not null,
    reason   text not null,
    restored integer not null, -- observations that went back to an earlier batch's
    emptied  integer not null  -- observations that nothing is known of without it
);

-- From where, what was before and what after; and a seal over the row and the
-- seal before it, so that a changed or missing row shows.
alter table audit rename column detail to "after";
alter table audit add column "before" text not null default '';
alter table audit add column address text not null default '';
alter table audit add column request text not null default '';
alter table audit add column seal text not null default '';

create index audit_by_actor on audit (actor);
create index audit_by_action on audit (action);
create index audit_by_moment on audit (at);

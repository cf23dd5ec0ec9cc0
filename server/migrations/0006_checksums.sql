-- The SHA-256 of each data file's bytes, beside the catalogue because its format
-- has no column for it. Files from before this table have none.
create table file_checksum (
    data_file_id integer primary key references ducklake_data_file (data_file_id) on delete cascade,
    sha256       text not null -- in hexadecimal
);

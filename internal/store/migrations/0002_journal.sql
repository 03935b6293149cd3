-- +goose Up
-- The last position of the journal, of all ('') and of each operation. The row
-- of all is the lock that makes writers take turns.
create table position (
  operation text primary key,
  last bigint not null
);
insert into position (operation, last) values ('', 0);

-- What every door sent, and what became of it. Instants are microseconds since
-- 1970 in UTC.
create table change_set (
  id text primary key,
  operation text not null,
  at bigint not null,
  "by" text not null,
  door text not null,
  reason text not null,
  position bigint not null,
  added integer not null,
  changed integer not null,
  unchanged integer not null,
  removed integer not null,
  erased integer not null
);
create index change_set_position on change_set (operation, position);

-- One row for each version of each record, with the whole record after the
-- change; body leaves out the personal fields, which stand in personal so that
-- erasure can destroy them. The month is that of an activity, '' otherwise.
create table journal (
  seq bigint primary key,
  set_id text not null,
  operation text not null,
  at bigint not null,
  action text not null,
  kind text not null,
  id text not null,
  version bigint not null,
  month text not null,
  body text not null,
  personal text,
  file text not null,
  sheet text not null,
  line bigint not null
);
create index journal_id on journal (id, seq);
create index journal_register on journal (operation, kind, id, seq) where kind <> 'activity';
create index journal_month on journal (operation, month, id) where month <> '';

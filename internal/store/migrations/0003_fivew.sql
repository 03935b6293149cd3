-- +goose Up
-- What a month of 5W files needs: boundaries, caseloads, remembered spellings
-- and layouts, and the columns of the full 5W template.

create table r_outline (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "place" text not null,
  "set" text not null,
  "shape" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_outline_code on r_outline (operation, code);

create table r_caseload (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "place" text not null,
  "sector" text not null,
  "state" text not null,
  "population" text not null,
  "people" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_caseload_code on r_caseload (operation, code);

create table r_spelling (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "of" text not null,
  "text" text not null,
  "within" text not null,
  "org" text not null,
  "place" text not null,
  "basis" text not null,
  "on" text not null,
  "by" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_spelling_code on r_spelling (operation, code);

create table r_layout (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "headings" text not null,
  "sheet" text not null,
  "columns" text not null,
  "on" text not null,
  "by" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_layout_code on r_layout (operation, code);

alter table r_return add column "due" text not null default '';
alter table r_return add column "remarks" text not null default '';
alter table r_activity add column "project_code" text not null default '';
alter table r_activity add column "in_plan" text not null default '';
alter table r_activity add column "indicator" text not null default '';
alter table r_activity add column "unit" text not null default '';
alter table r_activity add column "modality" text not null default '';
alter table r_activity add column "site" text not null default '';
alter table r_activity add column "lat" text not null default '';
alter table r_activity add column "lon" text not null default '';
alter table r_activity add column "older_women" text not null default '';
alter table r_activity add column "older_men" text not null default '';
alter table r_activity add column "repeat" text not null default '';
alter table r_activity add column "remarks" text not null default '';
alter table r_activity add column "reported" text not null default '';

-- +goose Up
-- One table for each record kind, named after it, with one column for each of
-- its fields; a column holds the canonical text of the field, '' when unknown.
-- Codes are unique within a kind and an operation: the store checks it under
-- its one-writer lock, so that one change set may swap two codes.

create table r_operation (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "name_fr" text not null,
  "name_en" text not null,
  "country" text not null,
  "root" text not null,
  "time_zone" text not null,
  "languages" text not null,
  "currency" text not null,
  "fictitious" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_operation_code on r_operation (operation, code);

create table r_place (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "name_fr" text not null,
  "alt_names" text not null,
  "depth" text not null,
  "parent" text not null,
  "lat" text not null,
  "lon" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_place_code on r_place (operation, code);

create table r_org (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "name_fr" text not null,
  "name_en" text not null,
  "acronym" text not null,
  "aliases" text not null,
  "type" text not null,
  "parent" text not null,
  "home" text not null,
  "website" text not null,
  "hdx" text not null,
  "fts" text not null,
  "iati" text not null,
  "fictitious" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_org_code on r_org (operation, code);

create table r_classification (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "org" text not null,
  "class" text not null,
  "hq" text not null,
  "registered" text not null,
  "scope" text not null,
  "affiliation" text not null,
  "affiliated_to" text not null,
  "aff_funding" text not null,
  "aff_contracting" text not null,
  "aff_governance" text not null,
  "aff_decision" text not null,
  "own_fundraising" text not null,
  "own_governance" text not null,
  "unregistered" text not null,
  "women_led" text not null,
  "women_led_basis" text not null,
  "women_led_definition" text not null,
  "decided_by" text not null,
  "decided_on" text not null,
  "evidence" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_classification_code on r_classification (operation, code);

create table r_person (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "name" text not null,
  "email" text not null,
  "phone" text not null,
  "language" text not null,
  "sex" text not null,
  "basis" text not null,
  "public_listing" text not null,
  "consent_on" text not null,
  "consent_text" text not null,
  "erased" text not null,
  "fictitious" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_person_code on r_person (operation, code);

create table r_body (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "name_fr" text not null,
  "name_en" text not null,
  "body_kind" text not null,
  "reach" text not null,
  "parent" text not null,
  "place" text not null,
  "sector" text not null,
  "languages" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_body_code on r_body (operation, code);

create table r_post (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "person" text not null,
  "org" text not null,
  "role" text not null,
  "title" text not null,
  "body" text not null,
  "place" text not null,
  "end_reason" text not null,
  "end_estimated" text not null,
  "handover_gap" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_post_code on r_post (operation, code);

create table r_seat (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "body" text not null,
  "org" text not null,
  "vacant" text not null,
  "person" text not null,
  "role" text not null,
  "local_label" text not null,
  "basis" text not null,
  "selection" text not null,
  "means" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_seat_code on r_seat (operation, code);

create table r_meeting (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "body" text not null,
  "on" text not null,
  "state" text not null,
  "host" text not null,
  "venue" text not null,
  "venue_class" text not null,
  "mode" text not null,
  "place" text not null,
  "languages" text not null,
  "interpretation" text not null,
  "chaired_by" text not null,
  "sheet_closed" text not null,
  "minutes_sent" text not null,
  "minutes_language" text not null,
  "agenda" text not null,
  "minutes" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_meeting_code on r_meeting (operation, code);

create table r_attendance (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "meeting" text not null,
  "org" text not null,
  "person" text not null,
  "role" text not null,
  "mode" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_attendance_code on r_attendance (operation, code);

create table r_action_point (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "meeting" text not null,
  "what" text not null,
  "owner" text not null,
  "due" text not null,
  "closed" text not null,
  "state" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_action_point_code on r_action_point (operation, code);

create table r_process (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "name_fr" text not null,
  "name_en" text not null,
  "process_kind" text not null,
  "cycle" text not null,
  "body" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_process_code on r_process (operation, code);

create table r_participation (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "process" text not null,
  "org" text not null,
  "depth" text not null,
  "phase" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_participation_code on r_participation (operation, code);

create table r_plan (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "name_fr" text not null,
  "name_en" text not null,
  "cycle" text not null,
  "published" text not null,
  "body" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_plan_code on r_plan (operation, code);

create table r_plan_partner (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "plan" text not null,
  "org" text not null,
  "body" text not null,
  "role" text not null,
  "place" text not null,
  "requirement" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_plan_partner_code on r_plan_partner (operation, code);

create table r_project (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "title" text not null,
  "plan" text not null,
  "org" text not null,
  "body" text not null,
  "partners" text not null,
  "places" text not null,
  "requirement" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_project_code on r_project (operation, code);

create table r_return (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "org" text not null,
  "body" text not null,
  "month" text not null,
  "state" text not null,
  "received" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_return_code on r_return (operation, code);

create table r_activity (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "return" text not null,
  "month" text not null,
  "org" text not null,
  "impl" text not null,
  "donors" text not null,
  "project" text not null,
  "sector" text not null,
  "what" text not null,
  "place" text not null,
  "state" text not null,
  "population" text not null,
  "target" text not null,
  "girls" text not null,
  "boys" text not null,
  "women" text not null,
  "men" text not null,
  "disabled" text not null,
  "total" text not null,
  "budget" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_activity_code on r_activity (operation, code);

create table r_access_level (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "place" text not null,
  "access" text not null,
  "scale" text not null,
  "assessed_by" text not null,
  "narrative" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_access_level_code on r_access_level (operation, code);

create table r_need (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "org" text not null,
  "topic" text not null,
  "stated" text not null,
  "state" text not null,
  "details" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_need_code on r_need (operation, code);

create table r_support (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "modality" text not null,
  "provider" text not null,
  "beneficiary" text not null,
  "body" text not null,
  "seat" text not null,
  "need" text not null,
  "topic" text not null,
  "title" text not null,
  "place" text not null,
  "persons" text not null,
  "women" text not null,
  "fte" text not null,
  "amount" text not null,
  "participants" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_support_code on r_support (operation, code);

create table r_flow (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "from" text not null,
  "to" text not null,
  "amount" text not null,
  "currency" text not null,
  "usd" text not null,
  "on" text not null,
  "mechanism" text not null,
  "state" text not null,
  "purpose" text not null,
  "plan" text not null,
  "parent" text not null,
  "sector" text not null,
  "published" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_flow_code on r_flow (operation, code);

create table r_agreement (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "lead" text not null,
  "partner" text not null,
  "model" text not null,
  "usd" text not null,
  "co_design" text not null,
  "shared_budget" text not null,
  "indirect_costs" text not null,
  "capacity_clause" text not null,
  "say_in_steering" text not null,
  "visible" text not null,
  "shared_risk" text not null,
  "long_or_review" text not null,
  "overhead_given" text not null,
  "overhead_received" text not null,
  "flow" text not null,
  "body" text not null,
  "places" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_agreement_code on r_agreement (operation, code);

create table r_eligibility (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "fund" text not null,
  "org" text not null,
  "step" text not null,
  "risk" text not null,
  "accompanied_by" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_eligibility_code on r_eligibility (operation, code);

create table r_application (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "fund" text not null,
  "org" text not null,
  "submitted" text not null,
  "decided" text not null,
  "outcome" text not null,
  "usd" text not null,
  "accompanied_by" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_application_code on r_application (operation, code);

create table r_lesson (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "org" text not null,
  "place" text not null,
  "topic" text not null,
  "on" text not null,
  "body" text not null,
  "meeting" text not null,
  "onward" text not null,
  "content" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_lesson_code on r_lesson (operation, code);

create table r_attestation (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "list" text not null,
  "statement" text not null,
  "body" text not null,
  "body_kind" text not null,
  "process" text not null,
  "plan" text not null,
  "place" text not null,
  "fund" text not null,
  "on" text not null,
  "by" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_attestation_code on r_attestation (operation, code);

create table r_declared_figure (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "indicator" text not null,
  "value" text not null,
  "num" text not null,
  "den" text not null,
  "on" text not null,
  "document" text not null,
  "page" text not null,
  "statement" text not null,
  "recorded_by" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_declared_figure_code on r_declared_figure (operation, code);

create table r_product (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "title_fr" text not null,
  "title_en" text not null,
  "product_kind" text not null,
  "published" text not null,
  "body" text not null,
  "url" text not null,
  "credits_complete" text not null,
  "anonymous_credit" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_product_code on r_product (operation, code);

create table r_credit (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "product" text not null,
  "org" text not null,
  "role" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_credit_code on r_credit (operation, code);

create table r_survey_round (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "body" text not null,
  "year" text not null,
  "local_replies" text not null,
  "all_replies" text not null,
  "since" text not null,
  "until" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_survey_round_code on r_survey_round (operation, code);

create table r_survey_answer (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "survey" text not null,
  "function" text not null,
  "group" text not null,
  "score" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_survey_answer_code on r_survey_answer (operation, code);

create table r_note (
  id text primary key,
  operation text not null,
  version bigint not null,
  "code" text not null,
  "title" text not null,
  "as_of" text not null,
  "lang" text not null,
  "body" text not null,
  "state" text not null,
  "issued" text not null,
  "signed_by" text not null,
  "position" text not null,
  "document" text not null,
  "figures" text not null,
  "level" text not null,
  "source" text not null,
  "confirmed" text not null
);
create index r_note_code on r_note (operation, code);

create index r_activity_month on r_activity (operation, month);
create index r_activity_return on r_activity ("return");
create index r_post_person on r_post (operation, person);

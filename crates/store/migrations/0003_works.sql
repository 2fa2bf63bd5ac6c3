-- Which records are one work, and how works bear on each other.

alter table same_edge add column
    -- Rule and version that made it; the source is that of the record version.
    rule text not null default 'same.stated@1';

alter table record_version add column
    -- Number of kind, title, first author and year: records with the same one resemble each other. Empty if one of them is missing.
    likeness bigint;

create index record_version_by_likeness on record_version (likeness);

-- A person's word on whether two records are one. Keyed by their ids, so that it survives re-scans, new rules and new edges.
create table same_decision (
    -- Number of the row.
    same_decision_id integer primary key,
    -- One id, the lesser of the two.
    left_id text not null,
    -- The other.
    right_id text not null,
    -- `same` or `different`.
    verdict text not null,
    -- Who.
    who text not null,
    -- Why.
    because text not null,
    -- The day.
    decided_on text not null,
    -- First change at which it holds.
    since bigint not null references change (change_id),
    -- First change at which it no longer holds: taken back, or decided anew.
    until bigint references change (change_id)
);

create index same_decision_by_left on same_decision (left_id);
create index same_decision_by_right on same_decision (right_id);

-- What a record says about another one that is not the same: preprint, correction, retraction, comment.
create table relation (
    -- Number of the row.
    relation_id integer primary key,
    -- The record version that says so.
    record_version_id bigint not null references record_version (record_version_id),
    -- The source's word: `RetractionOf`, `is-preprint-of`.
    word text not null,
    -- Id of the other.
    other_id text not null,
    -- First change at which it holds.
    since bigint not null references change (change_id),
    -- First change at which it no longer holds.
    until bigint references change (change_id)
);

create index relation_by_record_version on relation (record_version_id);
create index relation_by_other on relation (other_id);

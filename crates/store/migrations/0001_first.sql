-- The first tables. One text for SQLite and PostgreSQL: crates/store/src/connection/dialect.rs turns the few types that differ. The lines of
-- comment above a table and above a column say what it holds; they become PostgreSQL's comments and docs/reference/store.md.
--
-- Time: `since` is the first change at which a row holds and `until` the first at which it no longer does. As of change N hold the rows with
-- since <= N and (until is null or until > N). No row is deleted, and of a row that was written only an empty since or until is ever filled.

-- What has happened to the tables themselves. They only go forward.
create table migration (
    -- Number of the migration, from 1.
    migration_id integer primary key,
    -- What it brought.
    name text not null,
    -- When it ran, in UTC.
    applied_at text not null
);

-- Who wrote last, for whoever has to wait. One row; no part of the content.
create table writer (
    -- Always 1.
    writer_id integer primary key,
    -- The program, and where it runs.
    who text not null,
    -- When it began to write, in UTC.
    since_utc text not null
);

-- Everything that could alter a reading: one number for all of it.
create table change (
    -- The change number, from 1.
    change_id integer primary key,
    -- When, in UTC; never before an earlier change.
    at_utc text not null,
    -- The day in Tokyo, for as-of by day.
    day_in_tokyo text not null,
    -- `batch`, `link-decision`, `join-decision`, `same-decision`, `hand-in` or `revision`.
    kind text not null,
    -- Who did it.
    who text not null,
    -- Why, or on what.
    because text not null
);

create index change_by_day on change (day_in_tokyo);

-- A file that was read.
create table batch (
    -- Its number, from 1.
    batch_id integer primary key,
    -- The file as it was named.
    file text not null,
    -- SHA-256 of the file as it lay there, in hexadecimal.
    sha256 text not null,
    -- Its length in bytes.
    bytes bigint not null,
    -- Length of what it holds when inflated, in bytes.
    bytes_inflated bigint not null,
    -- `pubmed-xml`, `json-lines-texts` or `json-lines-records`.
    format text not null,
    -- Year of the baseline of a PubMed file; 0 for a sample, empty where the source has no editions.
    edition_year bigint,
    -- Number of the file within that year.
    edition_number bigint,
    -- The program that read it, with its version.
    reader text not null,
    -- Rules and versions that looked for mentions and made links, sorted, separated by blanks.
    rules text not null,
    -- What was kept: `japanese` or `all`.
    keep text not null,
    -- SHA-256 of the plan under which links were made.
    plan_digest text not null,
    -- Records in it.
    records_read bigint not null,
    -- Records with any mention.
    records_with_mentions bigint not null,
    -- Records kept.
    records_kept bigint not null,
    -- Citations that it takes back.
    records_deleted bigint not null,
    -- Records without any publication date.
    records_without_date bigint not null,
    -- Records read by fiscal year of publication, as JSON.
    records_by_fiscal_year text not null,
    -- Records read by calendar year of publication, as JSON.
    records_by_calendar_year text not null,
    -- Whether all that was kept of it is made up.
    invented boolean not null,
    -- First change at which it holds.
    since bigint not null references change (change_id),
    -- First change at which it no longer holds: the same edition was read again, or a later baseline came.
    until bigint references change (change_id)
);

create index batch_by_sha256 on batch (sha256);

-- Every citation that a file holds, kept or not: the highest edition that holds a citation decides its state.
create table batch_seen (
    -- The batch.
    batch_id integer primary key references batch (batch_id),
    -- PMIDs and versions, sorted, as differences, packed.
    seen blob not null,
    -- What it takes back, in the same form.
    deleted blob not null
);

-- A record as one file gave it. Those that a higher edition overrules wait with an empty since.
create table record_version (
    -- Number of the row.
    record_version_id integer primary key,
    -- The batch that gave it.
    batch_id bigint not null references batch (batch_id),
    -- Source id with its prefix: `pmid:34096078`.
    record text not null,
    -- Version number of the source; 1 if it has none.
    version bigint not null,
    -- `paper`, `text` …
    kind text not null,
    -- Who told us: `pubmed`, `text`.
    source text not null,
    -- Title as shown; the original one where there is no other.
    title text not null,
    -- Authors in a line, cut after some.
    authors text not null,
    -- Journal, abbreviated.
    journal text not null,
    -- The date by which it is counted; empty if unknown.
    published text,
    -- Publication types as printed, one a line.
    types text not null,
    -- Whether it says of itself that it was retracted.
    retracted boolean not null,
    -- Whether it was made up for the demo.
    invented boolean not null,
    -- Licence of its words.
    licence text not null,
    -- First change at which it is the state of the record; empty if it never was.
    since bigint references change (change_id),
    -- First change at which it no longer is.
    until bigint references change (change_id)
);

create index record_version_by_record on record_version (record);
create index record_version_by_batch on record_version (batch_id);

-- The whole of a record version: identifiers, authors, dates, relations, the text of each field that holds a mention, and the mentions.
create table record_body (
    -- The record version.
    record_version_id integer primary key references record_version (record_version_id),
    -- JSON, packed.
    body blob not null
);

-- Words in a record that name something.
create table mention (
    -- Number of the row.
    mention_id integer primary key,
    -- The record version they stand in.
    record_version_id bigint not null references record_version (record_version_id),
    -- Position among its mentions, from 0.
    place bigint not null,
    -- `amed`, `kakenhi`, `name` …: docs/reference/schemes.md.
    scheme text not null,
    -- The normal form.
    value text not null,
    -- The very words.
    raw text not null,
    -- Name of the field: `grant[1].id`.
    field text not null,
    -- Kind of the field: `grant-id`.
    field_kind text not null,
    -- Where the words start in the field's text, in bytes of UTF-8.
    start_byte bigint not null,
    -- Where they end.
    end_byte bigint not null,
    -- The fiscal year written in the number; empty if it has none.
    fiscal_year bigint,
    -- Rule and version that found them.
    rule text not null,
    -- Why they are doubtful, as a code; empty if they are certain.
    doubt text,
    -- Whose it is: `plan`, `outside` or `none`.
    scope text not null,
    -- Projects that it names, separated by blanks.
    projects text not null,
    -- First change at which this holds.
    since bigint not null references change (change_id),
    -- First change at which it no longer holds.
    until bigint references change (change_id)
);

create index mention_by_record_version on mention (record_version_id);
create index mention_by_value on mention (scheme, value);

-- Record to project, by a rule, with the mention that justifies it. What people decided stands in link_decision.
create table link (
    -- Number of the row.
    link_id integer primary key,
    -- The record version.
    record_version_id bigint not null references record_version (record_version_id),
    -- Source id of the record.
    record text not null,
    -- Scheme of the mention.
    scheme text not null,
    -- Its normal form.
    value text not null,
    -- Id of the project.
    project text not null,
    -- What the project was to the record: `funded`, `supported` or `used`.
    role text not null,
    -- Whether the rules count it: `counted`, `awaiting-mention` or `awaiting-join`.
    standing text not null,
    -- Rule and version that made it.
    rule text not null,
    -- Codes of what a reader should know, separated by blanks.
    flags text not null,
    -- First change at which it holds.
    since bigint not null references change (change_id),
    -- First change at which it no longer holds.
    until bigint references change (change_id)
);

create index link_by_record_version on link (record_version_id);
create index link_by_key on link (record, scheme, value, project);
create index link_by_project on link (project);

-- Two identifiers of one thing.
create table same_edge (
    -- Number of the row.
    same_edge_id integer primary key,
    -- One id, with its prefix.
    left_id text not null,
    -- The other.
    right_id text not null,
    -- How sure: `stated` or `gathered`.
    strength text not null,
    -- The record version that says so.
    record_version_id bigint not null references record_version (record_version_id),
    -- First change at which it holds.
    since bigint not null references change (change_id),
    -- First change at which it no longer holds.
    until bigint references change (change_id)
);

create index same_edge_by_left on same_edge (left_id);
create index same_edge_by_right on same_edge (right_id);
create index same_edge_by_record_version on same_edge (record_version_id);

-- Records whose work goes by the id of another. A record that is not here is a work by itself, or names one.
create table record_joined (
    -- Number of the row.
    record_joined_id integer primary key,
    -- Source id of the record.
    record text not null,
    -- Public id of its work.
    public_id text not null,
    -- First change at which it holds.
    since bigint not null references change (change_id),
    -- First change at which it no longer holds.
    until bigint references change (change_id)
);

create index record_joined_by_record on record_joined (record);

-- What a notice of retraction retracts.
create table retraction (
    -- Number of the row.
    retraction_id integer primary key,
    -- The record version of the notice.
    record_version_id bigint not null references record_version (record_version_id),
    -- Source id of what it retracts.
    retracts text not null,
    -- First change at which it holds.
    since bigint not null references change (change_id),
    -- First change at which it no longer holds.
    until bigint references change (change_id)
);

create index retraction_by_record_version on retraction (record_version_id);

-- A person's word on a link. Keyed by what is meant, never by a row, so that it survives re-scans, new rules and new joins.
create table link_decision (
    -- Number of the row.
    link_decision_id integer primary key,
    -- Source id of the record.
    record text not null,
    -- Scheme of the mention.
    scheme text not null,
    -- Its normal form.
    value text not null,
    -- Id of the project.
    project text not null,
    -- `accept` or `reject`.
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

create index link_decision_by_key on link_decision (record, scheme, value, project);

-- A person's word on a join of the plan; stands above the plan's text.
create table join_decision (
    -- Number of the row.
    join_decision_id integer primary key,
    -- `prefix`, `name`, `scheme` or `budget`.
    subject_kind text not null,
    -- What is joined: `amed:am0101`.
    subject text not null,
    -- Id of the project.
    project text not null,
    -- `accept` or `reject`.
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

-- A figure or declaration that somebody handed in.
create table hand_in (
    -- Number of the row.
    hand_in_id integer primary key,
    -- Id of the indicator.
    indicator text not null,
    -- The fiscal year.
    fiscal_year bigint not null,
    -- What was declared: `figure`, `none`, `words` or `withheld`.
    declared text not null,
    -- The figure, exact, or the words; empty for `none` and `withheld`.
    content text not null,
    -- Who.
    who text not null,
    -- A remark that travels with it.
    remark text not null,
    -- First change at which it holds.
    since bigint not null references change (change_id),
    -- First change at which it no longer holds.
    until bigint references change (change_id)
);

-- A revision of the plan, whole. Never changed.
create table revision (
    -- Its number, from 1.
    revision_id integer primary key,
    -- SHA-256 of all that the plan says.
    digest text not null,
    -- Digest of the revision from which it was made; empty for the first.
    parent text,
    -- The day of the decision: from then on it is in force.
    decided_on text not null,
    -- Who decided.
    decided_by text not null,
    -- The plan as JSON.
    plan text not null,
    -- The change that brought it.
    since bigint not null references change (change_id)
);

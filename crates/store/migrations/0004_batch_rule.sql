-- What each rule found in a file, so that one that falls silent is noticed.
create table batch_rule (
    -- Number of the row.
    batch_rule_id integer primary key,
    -- The batch.
    batch_id bigint not null references batch (batch_id),
    -- The rule without its version: `amed.systematic`.
    rule text not null,
    -- Mentions that it found in the records kept of the batch.
    found bigint not null,
    -- What it found in the batch whose place this one took; empty if it took none's.
    found_before bigint,
    -- Numbers and names of records that it finds since this batch and did not find before.
    gained bigint not null,
    -- Those that it found before and no longer finds.
    lost bigint not null
);

create index batch_rule_by_batch on batch_rule (batch_id);

-- What offices hand in. Beside these stands one table for each register, made from its definition when its first hand-in comes:
-- `register_<id>`, a typed column for each of its columns. In the private half stands the same table for what the public may not read.

alter table record_version add column
    -- The first day on which a confidential row may be shown; empty if it always may. While it is set, this half holds no words of the row.
    confidential_until text null;

-- Which private half belongs to this store. One row.
create table private_half (
    -- Always 1.
    private_half_id integer primary key,
    -- Its name, drawn at random.
    name text not null
);

-- A register as its definition said last.
create table register_definition (
    -- Its id: `seeds`.
    register text primary key,
    -- What kind of record its rows are: `seed`.
    kind text not null,
    -- Id of the column whose words are a row's title.
    title_column text not null,
    -- Columns that name a row, separated by blanks.
    key_columns text not null,
    -- What a project is to its rows: `funded`, `supported` or `used`.
    role text not null,
    -- How many confidential rows a public figure needs before it may hold any.
    threshold bigint not null
);

-- A column of a register's table. Columns are only ever added; one that the definition no longer has is hidden.
create table register_column (
    -- Number of the row.
    register_column_id integer primary key,
    -- The register.
    register text not null,
    -- Id of the column in the definition.
    column_id text not null,
    -- Its name in the table.
    sql_name text not null,
    -- Position in the definition, from 0.
    place bigint not null,
    -- What one value is: `words`, `code`, `date`, `fiscal-year`, `whole`, `decimal`, `yen`, `flag`, `project`, `grant`, `identifier` or `address`.
    holds text not null,
    -- Whether a cell may hold several values, one a line.
    many boolean not null,
    -- Who may see it: `public` or `office`.
    access text not null,
    -- Which date of the record it is: `event`, `from` or `until`; empty if none.
    date_role text not null,
    -- Whether the definition no longer has it.
    hidden boolean not null
);

create index register_column_by_register on register_column (register);

-- A hand-in of rows: a batch of its own, whose source is `register:<id>`.
create table register_hand_in (
    -- The batch.
    register_hand_in_id integer primary key references batch (batch_id),
    -- The register.
    register text not null,
    -- First fiscal year that it speaks for; empty if it speaks for none.
    first_fiscal_year bigint,
    -- Last one.
    last_fiscal_year bigint,
    -- Rows that were not there before.
    rows_added bigint not null,
    -- Rows that were there and said something else.
    rows_changed bigint not null,
    -- Rows withdrawn.
    rows_withdrawn bigint not null,
    -- Rows that said the same.
    rows_unchanged bigint not null
);

create index register_hand_in_by_register on register_hand_in (register);

-- What a hand-in says of a row. Of the hand-ins in force the latest that says anything decides, so that any of them can be taken back.
create table register_said (
    -- The batch of the hand-in.
    batch_id bigint not null references batch (batch_id),
    -- The row, as `entry` of the register's table names it.
    entry text not null,
    -- The version that holds what it says; empty if it withdraws the row.
    record_version_id bigint references record_version (record_version_id)
);

create index register_said_by_batch on register_said (batch_id);
create index register_said_by_entry on register_said (entry);

-- Files of many sources. A column that is added stands in the form of a `create table`: its comment above it, in a line of its own.

alter table batch add column
    -- Whose file it is: `pubmed`, `crossref`, `openalex` …; `texts` where nobody knows.
    source text not null default 'texts';

update batch set source = 'pubmed' where edition_year is not null;

alter table batch add column
    -- The highest version of a record in it: a batch that holds none as high as another's cannot overrule it. 0 in batches read before this was kept.
    version_high bigint not null default 0;

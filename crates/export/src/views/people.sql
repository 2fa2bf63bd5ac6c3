create view "年度別の値" as
-- 指標の年度ごとの値。数える前のもの（未収集など）は「状態」に示す。
-- Readings by indicator and fiscal year, with Japanese names.
select
    programme.title_ja as "プログラム",
    indicator.title_ja as "指標",
    reading.fiscal_year as "年度",
    case reading.state
        when 'number' then '値'
        when 'none' then 'なし'
        when 'not-reported' then '未報告'
        when 'not-collected' then '未収集'
        when 'qualitative' then '定性'
        else '秘匿'
    end as "状態",
    reading.confirmed as "値",
    indicator.unit_ja as "単位",
    reading.awaiting_joins as "対応付け待ち",
    reading.awaiting_mentions as "言及待ち",
    reading.withheld_rows as "公開しない行の数",
    reading.sentence_ja as "数え方と収集範囲",
    case when reading.invented then '架空を含む' else '' end as "架空",
    reading.indicator as "指標のID"
from reading
join indicator on indicator.indicator = reading.indicator
join programme on programme.programme = indicator.programme;

create view readings_by_year as
-- 指標の年度ごとの値（英語の名称）。
-- Readings by indicator and fiscal year, with English names where there are any.
select
    coalesce(programme.title_en, programme.title_ja) as programme,
    coalesce(indicator.title_en, indicator.title_ja) as indicator_title,
    reading.fiscal_year,
    reading.state,
    reading.confirmed,
    coalesce(indicator.unit_en, indicator.unit_ja) as unit,
    reading.awaiting_joins,
    reading.awaiting_mentions,
    reading.withheld_rows,
    reading.sentence_en as sentence,
    reading.invented,
    reading.indicator
from reading
join indicator on indicator.indicator = reading.indicator
join programme on programme.programme = indicator.programme;

create view "値の根拠" as
-- それぞれの値の根拠となる公開の記録。
-- The public records behind each reading, with Japanese names.
select
    indicator.title_ja as "指標",
    reading_row.fiscal_year as "年度",
    case reading_row.stands
        when 'confirmed' then '確定'
        when 'awaiting-join' then '対応付け待ち'
        else '言及待ち'
    end as "扱い",
    work.work as "著作のID",
    work.title as "題名",
    work.journal as "掲載誌",
    work.published as "公表日",
    case when work.invented then '架空' else '' end as "架空",
    reading_row.indicator as "指標のID"
from reading_row
join indicator on indicator.indicator = reading_row.indicator
join work on work.work = reading_row.work;

create view evidence_behind_readings as
-- それぞれの値の根拠となる公開の記録（英語の名称）。
-- The public records behind each reading, with English names where there are any.
select
    coalesce(indicator.title_en, indicator.title_ja) as indicator_title,
    reading_row.fiscal_year,
    reading_row.stands,
    work.work,
    work.title,
    work.journal,
    work.published,
    work.invented,
    reading_row.indicator
from reading_row
join indicator on indicator.indicator = reading_row.indicator
join work on work.work = reading_row.work;

create view "課題を名指しする文" as
-- 課題に対応付けた語句と、その立つ文。
-- Words that link a record to a project, with their sentence, with Japanese names.
select
    coalesce(project.short, project.title_ja) as "課題",
    mention.words as "語句",
    mention.sentence as "文",
    case link.standing
        when 'counted' then '数える'
        when 'awaiting-join' then '対応付け待ち'
        when 'awaiting-mention' then '言及待ち'
        else '採らない'
    end as "扱い",
    link.record as "記録",
    mention.field as "場所",
    link.rule as "規則",
    case when link.invented then '架空' else '' end as "架空",
    link.project as "課題のID"
from link
join project on project.project = link.project
join mention
    on mention.record = link.record and mention.scheme = link.scheme and mention.value = link.value;

create view sentences_naming_projects as
-- 課題に対応付けた語句と、その立つ文（英語の名称）。
-- Words that link a record to a project, with their sentence, with English names where there are any.
select
    coalesce(project.short, project.title_en, project.title_ja) as project_title,
    mention.words,
    mention.sentence,
    link.standing,
    link.record,
    mention.field,
    link.rule,
    link.invented,
    link.project
from link
join project on project.project = link.project
join mention
    on mention.record = link.record and mention.scheme = link.scheme and mention.value = link.value;

create view "課題の一覧" as
-- 課題とその期間。
-- Projects with their years, with Japanese names.
select
    programme.title_ja as "プログラム",
    project.title_ja as "課題",
    project.short as "略称",
    project.start_year as "開始年度",
    case when project.is_open then '定めなし' else cast(project.end_year as varchar) end as "終了年度",
    project.operator as "実施機関",
    project.project as "課題のID"
from project
join programme on programme.programme = project.programme;

create view projects_of_the_plan as
-- 課題とその期間（英語の名称）。
-- Projects with their years, with English names where there are any.
select
    coalesce(programme.title_en, programme.title_ja) as programme,
    coalesce(project.title_en, project.title_ja) as title,
    project.short,
    project.start_year,
    case when project.is_open then 'open' else cast(project.end_year as varchar) end as end_year,
    project.operator,
    project.project
from project
join programme on programme.programme = project.programme;

create view recomputed_step as
-- 3つの段階：0 そのまま、1 対応付けがすべて確認された場合、2 言及もすべて採られた場合。
-- Three nested states: 0 as it is, 1 with every waiting join confirmed, 2 with every waiting mention accepted too.
select 0 as step
union all
select 1 as step
union all
select 2 as step;

create view recomputed_link as
-- 著作・課題・関わりごとに、対応が数えられる最も早い段階。
-- One row per work, project and role: the first step at which the link counts. Links to projects that the plan lacks never do.
select
    work_link.work,
    work_link.project,
    work_link.role,
    min(case work_link.standing when 'counted' then 0 when 'awaiting-join' then 1 else 2 end) as step
from work_link
join project on project.project = work_link.project
where work_link.standing <> 'refused'
group by work_link.work, work_link.project, work_link.role;

create view recomputed_share as
-- 定義・著作・課題ごとに、定義の問う関わりでの最も早い段階。等分の定義では、ほかの課題の分も（is_own = 0）。
-- One row per definition, work and project in the roles that count. Where credit is shared, other projects are there too (is_own = 0).
select definition.indicator, definition.version, link.work, link.project, min(link.step) as step, 1 as is_own
from indicator_version as definition
join indicator_version_project as own
    on own.indicator = definition.indicator and own.version = definition.version
join recomputed_link as link on link.project = own.project
where
    definition.method = 'computed'
    and (
        not exists (
            select 1 from indicator_version_role as role
            where role.indicator = definition.indicator and role.version = definition.version
        )
        or exists (
            select 1 from indicator_version_role as role
            where
                role.indicator = definition.indicator
                and role.version = definition.version
                and role.role = link.role
        )
    )
group by definition.indicator, definition.version, link.work, link.project
union all
select definition.indicator, definition.version, link.work, link.project, min(link.step) as step, 0 as is_own
from indicator_version as definition
join recomputed_link as link on 1 = 1
where
    definition.method = 'computed'
    and definition.split = 'fractional'
    and (
        not exists (
            select 1 from indicator_version_role as role
            where role.indicator = definition.indicator and role.version = definition.version
        )
        or exists (
            select 1 from indicator_version_role as role
            where
                role.indicator = definition.indicator
                and role.version = definition.version
                and role.role = link.role
        )
    )
    and not exists (
        select 1 from indicator_version_project as own
        where
            own.indicator = definition.indicator
            and own.version = definition.version
            and own.project = link.project
    )
group by definition.indicator, definition.version, link.work, link.project;

create view recomputed_unmet as
-- 条件を満たさない著作。
-- One row per definition, part and work with a condition that the work does not meet.
select distinct share.indicator, share.version, condition.part, share.work
from indicator_version_condition as condition
join recomputed_share as share
    on share.indicator = condition.indicator and share.version = condition.version
left join (
    select value.indicator, value.version, value.part, value.place, attribute.work
    from indicator_version_condition_value as value
    join indicator_version_condition as asked
        on
            asked.indicator = value.indicator
            and asked.version = value.version
            and asked.part = value.part
            and asked.place = value.place
    join work_attribute as attribute
        on attribute.attribute = asked.attribute and attribute.value = value.value
    group by value.indicator, value.version, value.part, value.place, attribute.work
) as named
    on
        named.indicator = condition.indicator
        and named.version = condition.version
        and named.part = condition.part
        and named.place = condition.place
        and named.work = share.work
left join (
    select attribute.work, attribute.attribute, max(attribute.number) as greatest
    from work_attribute as attribute
    group by attribute.work, attribute.attribute
) as held on held.work = share.work and held.attribute = condition.attribute
where
    case condition.op
        when 'in' then named.work is null
        when 'not-in' then named.work is not null
        when 'present' then held.work is null
        -- Without a number on either side it is not met.
        else coalesce(held.greatest < condition.least, true)
    end;

create view recomputed_candidate as
-- 定義に合う著作（年度を問わない）。撤回されたものは除く。
-- One row per definition and work that meets it, whatever the year; what was retracted is left out.
select
    definition.indicator,
    definition.version,
    work.work,
    started.date as started_on,
    ended.date as ended_on,
    case when unmet.work is null then 1 else 0 end as is_part
from indicator_version as definition
join (select distinct share.indicator, share.version, share.work from recomputed_share as share) as linked
    on linked.indicator = definition.indicator and linked.version = definition.version
join work on work.work = linked.work
join indicator_version_kind as kind
    on
        kind.indicator = definition.indicator
        and kind.version = definition.version
        and kind.kind = work.kind
join work_date as started on started.work = work.work and started.role = definition.start_role
left join work_date as ended on ended.work = work.work and ended.role = definition.end_role
left join recomputed_unmet as missing
    on
        missing.indicator = definition.indicator
        and missing.version = definition.version
        and missing.part = 'where'
        and missing.work = work.work
left join recomputed_unmet as unmet
    on
        unmet.indicator = definition.indicator
        and unmet.version = definition.version
        and unmet.part = 'of-which'
        and unmet.work = work.work
where
    missing.work is null
    and not work.retracted
    and not exists (
        select 1
        from indicator_version_excluded_type as excluded
        join work_type as sort on sort.type = excluded.type
        where
            excluded.indicator = definition.indicator
            and excluded.version = definition.version
            and sort.work = work.work
    )
    and (
        definition.counted_attribute is null
        or exists (
            select 1 from work_attribute as counted
            where counted.work = work.work and counted.attribute = definition.counted_attribute
        )
    );

create view recomputed_year as
-- 記録から計算した値ごとに、数える期間。
-- One row per reading that is computed from records: the days of its year.
select
    reading.indicator,
    reading.fiscal_year,
    reading.version,
    definition.reckoning,
    case definition.year_basis
        when 'fiscal' then cast(reading.fiscal_year as varchar) || '-04-01'
        else cast(reading.fiscal_year as varchar) || '-01-01'
    end as first_day,
    case definition.year_basis
        when 'fiscal' then cast(reading.fiscal_year + 1 as varchar) || '-03-31'
        else cast(reading.fiscal_year as varchar) || '-12-31'
    end as last_day,
    -- Without a first year of a cumulative count, everything is after it.
    case
        when definition.counted_from_year is null then ''
        when definition.year_basis = 'fiscal' then cast(definition.counted_from_year as varchar) || '-04-01'
        else cast(definition.counted_from_year as varchar) || '-01-01'
    end as counted_from_day,
    case
        when definition.year_basis = 'fiscal' and cast(reading.fiscal_year + 1 as varchar) || '-03-31' < state.as_of
            then cast(reading.fiscal_year + 1 as varchar) || '-03-31'
        when definition.year_basis <> 'fiscal' and cast(reading.fiscal_year as varchar) || '-12-31' < state.as_of
            then cast(reading.fiscal_year as varchar) || '-12-31'
        -- A stock before the end of its year is that of the day.
        else state.as_of
    end as stock_day
from reading
join indicator_version as definition
    on definition.indicator = reading.indicator and definition.version = reading.version
cross join state
where reading.state = 'number' and definition.method = 'computed';

create view recomputed_member as
-- 年度に属する著作。「うち」のある定義では、うち数（reading）と全体（whole）の両方。
-- One row per reading and work that belongs to its year. Where a reading is a part of a whole, the whole is there as scope `whole`.
select
    year.indicator,
    year.fiscal_year,
    year.version,
    scope.scope,
    candidate.work,
    candidate.started_on
from recomputed_year as year
join recomputed_candidate as candidate
    on candidate.indicator = year.indicator and candidate.version = year.version
join (select 'reading' as scope union all select 'whole' as scope) as scope
    on scope.scope = 'whole' or candidate.is_part = 1
where
    case year.reckoning
        when 'flow' then candidate.started_on between year.first_day and year.last_day
        when 'stock' then
            candidate.started_on <= year.stock_day
            and (candidate.ended_on is null or year.stock_day <= candidate.ended_on)
        when 'active' then
            candidate.started_on <= year.last_day
            and (
                candidate.ended_on is null
                or (year.first_day <= candidate.ended_on and candidate.started_on <= candidate.ended_on)
            )
        else candidate.started_on <= year.last_day and year.counted_from_day <= candidate.started_on
    end;

create view recomputed_thing as
-- 数えるもの（記録、または属性の異なり）ごとに、それを伝える著作。
-- One row per reading, counted thing (a work, or a distinct value of an attribute) and work that tells of it.
select distinct
    member.indicator,
    member.fiscal_year,
    member.version,
    member.scope,
    coalesce(counted.value, member.work) as thing,
    member.work,
    member.started_on
from recomputed_member as member
join indicator_version as definition
    on definition.indicator = member.indicator and definition.version = member.version
left join work_attribute as counted
    on counted.work = member.work and counted.attribute = definition.counted_attribute;

create view recomputed_reach as
-- 段階ごとに、数えるものを伝える著作と、それに関わる課題の数。
-- One row per reading, thing, work and step: how many of the indicator's projects have a part in it, and how many projects in all.
select
    thing.indicator,
    thing.fiscal_year,
    thing.version,
    thing.scope,
    thing.thing,
    thing.work,
    thing.started_on,
    step.step,
    sum(share.is_own) as own_projects,
    count(*) as all_projects
from recomputed_thing as thing
join recomputed_share as share
    on share.indicator = thing.indicator and share.version = thing.version and share.work = thing.work
join recomputed_step as step on share.step <= step.step
group by
    thing.indicator,
    thing.fiscal_year,
    thing.version,
    thing.scope,
    thing.thing,
    thing.work,
    thing.started_on,
    step.step;

create view recomputed_credit as
-- 段階ごとに、数えるもの1つの持ち分（0から1）。
-- One row per reading, thing and step: the indicator's part of it, from 0 to 1. Projects that several works name count once.
select
    part.indicator,
    part.fiscal_year,
    part.version,
    part.scope,
    part.thing,
    part.step,
    case definition.split
        when 'whole' then case when part.own_projects > 0 then 1.0 else 0.0 end
        else part.own_projects * 1.0 / part.all_projects
    end as credit
from (
    select
        thing.indicator,
        thing.fiscal_year,
        thing.version,
        thing.scope,
        thing.thing,
        step.step,
        count(distinct case when share.is_own = 1 then share.project end) as own_projects,
        count(distinct share.project) as all_projects
    from recomputed_thing as thing
    join recomputed_share as share
        on share.indicator = thing.indicator and share.version = thing.version and share.work = thing.work
    join recomputed_step as step on share.step <= step.step
    group by thing.indicator, thing.fiscal_year, thing.version, thing.scope, thing.thing, step.step
) as part
join indicator_version as definition
    on definition.indicator = part.indicator and definition.version = part.version;

create view recomputed_latest as
-- 合計する定義で、数えるもの1つを最後に伝えた著作とその値。
-- Where values are added up, one row per reading, thing and step: what the latest work says of the thing.
select
    ranked.indicator, ranked.fiscal_year, ranked.scope, ranked.thing, ranked.step, ranked.total
from (
    select
        reach.indicator,
        reach.fiscal_year,
        reach.scope,
        reach.thing,
        reach.step,
        coalesce(amount.total, 0.0) as total,
        row_number() over (
            partition by reach.indicator, reach.fiscal_year, reach.scope, reach.thing, reach.step
            order by reach.started_on desc, reach.work desc
        ) as place
    from indicator_version as definition
    join recomputed_reach as reach
        on reach.indicator = definition.indicator and reach.version = definition.version
    left join (
        select attribute.work, attribute.attribute, sum(attribute.number) as total
        from work_attribute as attribute
        group by attribute.work, attribute.attribute
    ) as amount on amount.work = reach.work and amount.attribute = definition.value_attribute
    where definition.value = 'sum' and (definition.split = 'fractional' or reach.own_projects > 0)
) as ranked
where ranked.place = 1;

create view recomputed_measured as
-- 最後の値・最大の値をとる定義で、数えるもの1つの値。記録を数える定義では全体で1つ。
-- Where a last or greatest value is asked for, one row per reading, thing and step: that value; of records, one for all of them.
select
    ranked.indicator, ranked.fiscal_year, ranked.scope, ranked.thing, ranked.step, ranked.number
from (
    select
        reach.indicator,
        reach.fiscal_year,
        reach.scope,
        reach.step,
        case when definition.counted_attribute is null then '' else reach.thing end as thing,
        attribute.number,
        row_number() over (
            partition by
                reach.indicator,
                reach.fiscal_year,
                reach.scope,
                reach.step,
                case when definition.counted_attribute is null then '' else reach.thing end
            order by
                case definition.value when 'max' then attribute.number end desc,
                reach.started_on desc,
                reach.work desc,
                attribute.place desc
        ) as place
    from indicator_version as definition
    join recomputed_reach as reach
        on reach.indicator = definition.indicator and reach.version = definition.version
    join work_attribute as attribute
        on attribute.work = reach.work and attribute.attribute = definition.value_attribute
    where
        definition.value in ('last', 'max')
        and reach.own_projects > 0
        and attribute.number is not null
) as ranked
where ranked.place = 1;

create view recomputed_measure as
-- 段階ごとの値。
-- One row per reading, scope and step that has any: its value.
select credit.indicator, credit.fiscal_year, credit.scope, credit.step, sum(credit.credit) as value
from recomputed_credit as credit
join indicator_version as definition
    on definition.indicator = credit.indicator and definition.version = credit.version
where definition.value = 'count'
group by credit.indicator, credit.fiscal_year, credit.scope, credit.step
union all
select credit.indicator, credit.fiscal_year, credit.scope, credit.step, sum(credit.credit * latest.total) as value
from recomputed_latest as latest
join recomputed_credit as credit
    on
        credit.indicator = latest.indicator
        and credit.fiscal_year = latest.fiscal_year
        and credit.scope = latest.scope
        and credit.thing = latest.thing
        and credit.step = latest.step
group by credit.indicator, credit.fiscal_year, credit.scope, credit.step
union all
select measured.indicator, measured.fiscal_year, measured.scope, measured.step, sum(measured.number) as value
from recomputed_measured as measured
group by measured.indicator, measured.fiscal_year, measured.scope, measured.step;

create view recomputed_reading as
-- 公開の行だけから計算し直した値。
-- One row per reading that is computed from records: the figures by the public rows alone, added up anew.
select
    year.indicator,
    year.fiscal_year,
    coalesce(value.at_0, 0.0) as confirmed,
    coalesce(value.at_1, 0.0) - coalesce(value.at_0, 0.0) as awaiting_joins,
    coalesce(value.at_2, 0.0) - coalesce(value.at_1, 0.0) as awaiting_mentions,
    coalesce(value.whole, 0.0) as whole
from recomputed_year as year
left join (
    select
        measure.indicator,
        measure.fiscal_year,
        max(case when measure.scope = 'reading' and measure.step = 0 then measure.value end) as at_0,
        max(case when measure.scope = 'reading' and measure.step = 1 then measure.value end) as at_1,
        max(case when measure.scope = 'reading' and measure.step = 2 then measure.value end) as at_2,
        max(case when measure.scope = 'whole' and measure.step = 0 then measure.value end) as whole
    from recomputed_measure as measure
    group by measure.indicator, measure.fiscal_year
) as value on value.indicator = year.indicator and value.fiscal_year = year.fiscal_year;

create view recomputed_difference as
-- 書き出した値と計算し直した値の違い。1行もないはずである。
-- Where the exported figures and those added up anew differ. There should be no row.
select
    reading.indicator,
    reading.fiscal_year,
    reading.public_confirmed_number as exported_confirmed,
    again.confirmed as recomputed_confirmed,
    reading.public_awaiting_joins_number as exported_awaiting_joins,
    again.awaiting_joins as recomputed_awaiting_joins,
    reading.public_awaiting_mentions_number as exported_awaiting_mentions,
    again.awaiting_mentions as recomputed_awaiting_mentions
from reading
join recomputed_reading as again
    on again.indicator = reading.indicator and again.fiscal_year = reading.fiscal_year
where
    abs(reading.public_confirmed_number - again.confirmed) > 0.000001
    or abs(reading.public_awaiting_joins_number - again.awaiting_joins) > 0.000001
    or abs(reading.public_awaiting_mentions_number - again.awaiting_mentions) > 0.000001;

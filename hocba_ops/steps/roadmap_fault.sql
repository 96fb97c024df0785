-- Chỗ phải xử lý trong danh sách số hóa học bạ giấy, và danh sách còn thiếu. book: năm học và khối của dòng.
with awaited as (
    select distinct u.school_code
    from unit_school u
    join kind_grade k on k.school_kind = u.school_kind
    join roadmap_grade g on g.grade = k.grade
    join roadmap_entry e on e.entry = g.entry and e.roadmap_act = 'so_hoa' and e.school_year <= $school_year
    where u.is_counted = 1 and u.is_known_school = 1
),
broken as (
    select b.*, 'HB-LO-01' as code
    from roadmap_book b
    where b.held is null or b.scanned > b.held or b.extracted > b.held or b.signed > b.extracted
    union all
    select b.*, 'HB-LO-02' as code
    from roadmap_book b
    where b.is_counted = 1 and b.signed < b.held and b.reason is null
    union all
    select b.*, 'HB-LO-03' as code
    from roadmap_book b
    where b.is_past = 0 or b.grade is null
    union all
    select b.*, 'HB-LO-04' as code
    from roadmap_book b
    where b.copy_number > 1
    union all
    select b.*, 'HB-LO-07' as code
    from roadmap_book b
    where b.is_counted = 1 and b.registry_extracted <> b.extracted
)
select
    b.school_code,
    b.code,
    coalesce(b.past_year, '?') || '/' || coalesce(cast(b.grade as text), '?') as book,
    coalesce(cast(b.held as text), '?') || ' · ' || cast(b.scanned as text) || ' · '
    || cast(b.extracted as text) || ' · ' || cast(b.signed as text) as counts,
    b.reason as remaining_reason,
    b.registry_extracted,
    b.source_file,
    b.sheet,
    b.row_number
from broken b
union all
select
    a.school_code,
    'HB-LO-06' as code,
    cast(null as text) as book,
    cast(null as text) as counts,
    cast(null as text) as remaining_reason,
    cast(null as bigint) as registry_extracted,
    cast(null as text) as source_file,
    cast(null as text) as sheet,
    cast(null as bigint) as row_number
from awaited a
left join roadmap_book b on b.school_code = a.school_code
where b.school_code is null
order by school_code, code, source_file, sheet, row_number

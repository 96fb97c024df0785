-- Học bạ giấy các năm học trước, theo trường, năm học, khối: đang giữ, đã quét, đã trích lục, đã ký số; bên cạnh là số học bạ
-- trích lục mà sổ sự kiện có (registry_extracted; rỗng: sổ sự kiện chưa ghi học bạ trích lục nào của trường).
-- is_counted = 1: dòng được cộng. Dòng thứ hai của cùng trường, năm học, khối và dòng không phải năm học đã qua không được cộng.
with placed as (
    select
        d.*,
        row_number() over (
            partition by d.school_code, d.past_year, d.grade order by d.source_file, d.sheet, d.row_number
        ) as copy_number
    from digitisation d
    join unit_school u on u.school_code = d.school_code and u.is_counted = 1
),
drawn as (
    select distinct card_id, school_code, school_year, grade
    from event
    where state = 'trich_luc' and cast(happened_at as date) <= $as_of and cast(recorded_at as date) <= $known_on
),
drawn_count as (
    select school_code, school_year, grade, count(*) as cards
    from drawn
    group by school_code, school_year, grade
),
kept as (
    select distinct school_code
    from drawn
)
select
    p.school_code,
    p.past_year,
    p.grade,
    l.level,
    p.held,
    coalesce(p.scanned, 0) as scanned,
    coalesce(p.extracted, 0) as extracted,
    coalesce(p.signed, 0) as signed,
    p.reason,
    p.copy_number,
    case when p.past_year < $school_year then 1 else 0 end as is_past,
    case
        when p.copy_number = 1 and p.past_year < $school_year and p.grade is not null and p.held is not null then 1
        else 0
    end as is_counted,
    case when k.school_code is not null then coalesce(c.cards, 0) end as registry_extracted,
    p.source_file,
    p.sheet,
    p.row_number
from placed p
left join grade_level l on l.grade = p.grade
left join kept k on k.school_code = p.school_code
left join drawn_count c on c.school_code = p.school_code and c.school_year = p.past_year and c.grade = p.grade
order by p.school_code, p.past_year, p.grade, p.source_file, p.sheet, p.row_number

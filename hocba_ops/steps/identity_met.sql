-- Mỗi dòng danh sách của em còn đứng ở trường khác: trường nào ở đó em đã chuyển đi, trường nào em đang học, từ ngày nào.
-- So theo mã học sinh, không có thì theo số định danh cùng ngày sinh. Nhìn mọi danh sách trong kho.
with code_twice as (
    select pupil_code
    from pupil
    where pupil_code is not null and school_code is not null
    group by pupil_code
    having min(school_code) <> max(school_code)
),
number_twice as (
    select person_id
    from pupil
    where person_id is not null and pupil_code is not null and school_code is not null
    group by person_id
    having min(school_code) <> max(school_code) and min(pupil_code) <> max(pupil_code)
),
seen as (
    select
        p.school_code,
        p.pupil_code,
        p.person_id,
        p.birth_date,
        p.status_date,
        p.as_of,
        p.source_file,
        p.sheet,
        p.row_number,
        coalesce(p.pupil_status, 'dang_hoc') as pupil_status,
        case when coalesce(p.pupil_status, 'dang_hoc') in ('chuyen_di', 'thoi_hoc') then 0 else 1 end as is_here
    from pupil p
    left join code_twice c on c.pupil_code = p.pupil_code
    left join number_twice n on n.person_id = p.person_id
    where p.school_code is not null and (c.pupil_code is not null or n.person_id is not null)
),
met as (
    select
        a.school_code,
        a.source_file,
        a.sheet,
        a.row_number,
        b.school_code as other_code,
        b.pupil_status as other_status,
        b.is_here as is_other_here,
        b.status_date as other_date,
        b.as_of as other_on,
        case when a.pupil_code = b.pupil_code then 1 else 0 end as is_same_code
    from seen a
    join seen b on b.pupil_code = a.pupil_code and b.school_code <> a.school_code
    union all
    select
        a.school_code,
        a.source_file,
        a.sheet,
        a.row_number,
        b.school_code,
        b.pupil_status,
        b.is_here,
        b.status_date,
        b.as_of,
        0
    from seen a
    join seen b
        on b.person_id = a.person_id and b.birth_date = a.birth_date and b.school_code <> a.school_code
    where a.pupil_code is not null and b.pupil_code is not null and a.pupil_code <> b.pupil_code
)
select
    school_code,
    source_file,
    sheet,
    row_number,
    min(case when other_status = 'chuyen_di' then other_code end) as left_code,
    max(case when other_status = 'chuyen_di' then other_date end) as left_on,
    min(case when is_other_here = 1 then other_code end) as held_code,
    min(case when is_other_here = 1 and is_same_code = 1 then other_code end) as doubled_code,
    max(case when other_status = 'chuyen_di' and is_same_code = 1 then 1 else 0 end) as is_left_under_code,
    min(other_code) as any_code,
    max(other_on) as met_on
from met
group by school_code, source_file, sheet, row_number
order by school_code, source_file, sheet, row_number

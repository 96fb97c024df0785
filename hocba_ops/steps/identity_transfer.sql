-- Em chuyển đi, chuyển đến, hoặc còn đang học ở hai trường: mỗi dòng danh sách một dòng, cạnh trường kia của em trong kho.
-- So theo mã học sinh, không có thì theo số định danh cùng ngày sinh. Trường kia có thể ngoài đơn vị đang hỏi.
-- due_on: hạn hai trường giải quyết, tính từ danh sách mới hơn trong hai danh sách (seen_on).
with told_school as (
    select w.said, s.school_code
    from (select distinct other_school from pupil where other_school is not null) p
    join identity_word w on w.said = p.other_school
    join identity_word n on n.place_key = w.place_key
    join school s on s.name = n.said
    union
    select p.other_school, s.school_code
    from (select distinct other_school from pupil where other_school is not null) p
    join school s on s.school_code = p.other_school or s.alias_code = p.other_school
),
known_word as (
    select said, min(school_code) as school_code
    from told_school
    group by said
    having count(distinct told_school.school_code) = 1
),
listed as (
    select school_code, max(as_of) as listed_on
    from pupil
    where school_code is not null
    group by school_code
),
mover as (
    select
        p.school_code,
        p.class_name,
        p.grade,
        p.pupil_code,
        p.person_id,
        p.full_name,
        p.birth_date,
        p.birth_date_text,
        p.status_text,
        p.status_date,
        p.other_school,
        p.source_file,
        p.sheet,
        p.row_number,
        p.as_of,
        coalesce(p.pupil_status, 'dang_hoc') as pupil_status,
        case when coalesce(p.pupil_status, 'dang_hoc') in ('chuyen_di', 'thoi_hoc') then 0 else 1 end as is_here,
        k.school_code as told_code,
        case when l.school_code is not null then 1 else 0 end as is_told_listed,
        l.listed_on as told_on
    from pupil p
    left join known_word k on k.said = p.other_school and k.school_code <> p.school_code
    left join listed l on l.school_code = k.school_code
    where p.school_code is not null
),
code_twice as (
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
),
found as (
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
),
gone as (
    select distinct school_code, pupil_code
    from pupil
    where pupil_status = 'chuyen_di' and pupil_code is not null
),
stayed as (
    select distinct g.school_code, g.pupil_code
    from gone g
    join pupil p on p.school_code = g.school_code and p.pupil_code = g.pupil_code
    where coalesce(p.pupil_status, 'dang_hoc') not in ('chuyen_di', 'thoi_hoc')
),
transfer_row as (
    select
        m.*,
        case when m.pupil_status = 'chuyen_di' then f.held_code else f.left_code end as matched_code,
        case when m.pupil_status = 'chuyen_di' then 1 else 0 end as is_left,
        case when m.pupil_status = 'chuyen_den' then 1 else 0 end as is_arrived,
        case when m.is_here = 1 and f.doubled_code is not null then 1 else 0 end as is_doubled,
        case
            when m.is_here = 1 and f.left_code is not null and f.is_left_under_code = 0 then 1
            else 0
        end as is_recoded,
        case when m.pupil_status = 'chuyen_den' and f.left_on > m.status_date then 1 else 0 end as is_out_of_order,
        case
            when m.pupil_status <> 'chuyen_di' or m.is_told_listed = 0 then 0
            when f.held_code is not null or b.school_code is not null then 0
            else 1
        end as is_unmet,
        case
            when m.pupil_status = 'chuyen_den' and m.is_told_listed = 1 and f.any_code is null then 1
            else 0
        end as is_unknown_there,
        f.doubled_code,
        case
            when coalesce(f.met_on, m.told_on) > m.as_of then coalesce(f.met_on, m.told_on)
            else m.as_of
        end as seen_on
    from mover m
    left join found f
        on f.school_code = m.school_code
        and f.source_file = m.source_file
        and f.sheet is not distinct from m.sheet
        and f.row_number = m.row_number
    left join stayed b
        on m.pupil_status = 'chuyen_di' and b.school_code = m.school_code and b.pupil_code = m.pupil_code
)
select
    t.school_code,
    t.grade,
    t.class_name,
    t.pupil_code,
    t.full_name,
    t.birth_date_text,
    t.status_text as pupil_status_text,
    cast(t.status_date as varchar) as status_date,
    t.other_school,
    case when t.is_doubled = 1 then t.doubled_code else coalesce(t.matched_code, t.told_code) end as other_school_code,
    w.due_on,
    t.is_left,
    t.is_arrived,
    case when t.matched_code is not null then 1 else 0 end as is_matched,
    t.is_doubled,
    t.is_recoded,
    t.is_out_of_order,
    t.is_unmet,
    t.is_unknown_there,
    t.source_file,
    t.sheet,
    t.row_number,
    $rules_transfer
from transfer_row t
join unit_school u on u.school_code = t.school_code and u.is_counted = 1 and u.is_known_school = 1
left join settle_due w on w.seen_on = t.seen_on
where t.is_left = 1 or t.is_arrived = 1 or t.is_doubled = 1 or t.is_recoded = 1
order by t.school_code, t.source_file, t.sheet, t.row_number

-- Em chuyển đi, chuyển đến, hoặc còn đang học ở hai trường: mỗi dòng danh sách một dòng, cạnh trường kia của em trong kho.
-- Trường kia (identity_met, identity_other_school) có thể ngoài đơn vị đang hỏi.
-- due_on: hạn hai trường giải quyết, tính từ danh sách mới hơn trong hai danh sách (seen_on).
with mover as (
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
        case when k.listed_on is not null then 1 else 0 end as is_told_listed,
        k.listed_on as told_on
    from pupil p
    left join identity_other_school k on k.said = p.other_school and k.school_code <> p.school_code
    where p.school_code is not null
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
    left join identity_met f
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

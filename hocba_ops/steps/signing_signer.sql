-- Ai ký phần nào: chủ nhiệm của từng lớp và hiệu trưởng, chứng thư của họ dùng được tới ngày nào; con dấu của trường.
with person as (
    select
        s.*,
        case when s.position = 'hieu_truong' then 'hieu_truong' else 'gvcn' end as role,
        row_number() over (
            partition by s.school_code, case when s.position = 'hieu_truong' then '' else s.homeroom_class end
            order by s.is_equipped desc, s.usable_to desc, s.source_file, s.sheet, s.row_number
        ) as place
    from staff_state s
    where s.position = 'hieu_truong' or s.homeroom_class is not null
),
seal as (
    select school_code, max(usable_to) as usable_to
    from readiness_seal
    where is_equipped = 1
    group by school_code
)
select
    p.school_code,
    p.role,
    case when p.role = 'gvcn' then p.homeroom_class end as class_name,
    p.staff_code,
    p.is_equipped,
    p.usable_to,
    p.source_file,
    p.sheet,
    p.row_number
from person p
where p.place = 1
union all
select
    u.school_code,
    'con_dau' as role,
    cast(null as varchar) as class_name,
    cast(null as varchar) as staff_code,
    case when s.school_code is not null then 1 else 0 end as is_equipped,
    s.usable_to,
    cast(null as varchar) as source_file,
    cast(null as varchar) as sheet,
    cast(null as bigint) as row_number
from unit_school u
left join seal s on s.school_code = u.school_code
where u.school_kind = 'tieu_hoc' and u.is_counted = 1
order by school_code, role, class_name

-- Hai chỗ hở khác: chứng thư của người không có trong danh sách nhân sự; lớp có học sinh mà không có giáo viên chủ nhiệm.
with homeroom as (
    select distinct school_code, homeroom_class
    from staff
    where staff_status = 'dang_lam' and homeroom_class is not null
),
taught as (
    select
        r.school_code,
        r.class_name,
        r.source_file,
        r.sheet,
        r.row_number,
        row_number() over (
            partition by r.school_code, r.class_name order by r.source_file, r.sheet, r.row_number
        ) as place
    from roster r
    where r.exclusion is null and r.class_name is not null
),
listed as (
    select distinct school_code, staff_code
    from staff
)
select
    t.school_code,
    'HB-SS-07' as code,
    t.class_name,
    cast(null as varchar) as staff_code,
    t.source_file,
    t.sheet,
    t.row_number
from taught t
left join homeroom h on h.school_code = t.school_code and h.homeroom_class = t.class_name
where t.place = 1 and h.school_code is null
union all
select
    c.school_code,
    'HB-SS-05' as code,
    cast(null as varchar) as class_name,
    c.holder_code as staff_code,
    c.source_file,
    c.sheet,
    c.row_number
from certificate_known c
join unit_school u on u.school_code = c.school_code and u.school_kind = 'tieu_hoc' and u.is_counted = 1
left join listed l on l.school_code = c.school_code and l.staff_code = c.holder_code
where c.holder_kind = 'ca_nhan' and l.staff_code is null
order by school_code, code, source_file, sheet, row_number

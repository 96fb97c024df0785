-- Mỗi trường tiểu học, mỗi điều kiện phải có trong phiếu khảo sát: trường đã khai đáp ứng hay chưa.
-- is_met = 1: có khai và khai là đáp ứng. has_form = 0: trường chưa nộp phiếu nào.
with form as (
    select school_code, max(declared_on) as declared_on
    from readiness_item
    where declared_on <= $as_of
    group by school_code
),
said as (
    select i.*, row_number() over (partition by i.school_code, i.item order by i.row_number desc) as place
    from readiness_item i
    where i.item is not null and i.declared_on <= $as_of
)
select
    u.school_code,
    q.requirement,
    q.requirement_text,
    case when f.school_code is not null then 1 else 0 end as has_form,
    case when s.is_met then 1 else 0 end as is_met,
    f.declared_on,
    s.source_file,
    s.sheet,
    s.row_number
from unit_school u
cross join required_item q
left join form f on f.school_code = u.school_code
left join said s on s.school_code = u.school_code and s.item = q.requirement and s.place = 1
where u.school_kind = 'tieu_hoc' and u.is_counted = 1
order by u.school_code, q.requirement

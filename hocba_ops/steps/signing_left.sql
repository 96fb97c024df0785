-- Còn bao nhiêu chữ ký phải ký, theo trường, hạn ký, vai và lớp (hiệu trưởng, con dấu: cả trường), tính trên học sinh phải có học bạ.
-- signatures_left: em chưa có chữ ký của vai ấy ở phiên bản đang dùng, kể cả em chưa được tạo học bạ.
with expected as (
    select
        r.school_code,
        r.class_name,
        r.grade,
        d.sign_by,
        coalesce(r.has_homeroom, 0) as has_homeroom,
        coalesce(r.has_head, 0) as has_head,
        case when r.is_created = 1 and r.sealed_on is not null then 1 else 0 end as has_seal
    from pupil_state r
    join grade_deadline d on d.grade = r.grade and d.sign_by is not null
    where r.exclusion is null and r.is_known_school = 1
)
select
    school_code,
    sign_by,
    'gvcn' as role,
    class_name,
    min(grade) as first_grade,
    max(grade) as last_grade,
    count(*) as pupils,
    sum(1 - has_homeroom) as signatures_left
from expected
group by school_code, sign_by, class_name
union all
select
    school_code,
    sign_by,
    'hieu_truong' as role,
    cast(null as varchar) as class_name,
    min(grade) as first_grade,
    max(grade) as last_grade,
    count(*) as pupils,
    sum(1 - has_head) as signatures_left
from expected
group by school_code, sign_by
union all
select
    school_code,
    sign_by,
    'con_dau' as role,
    cast(null as varchar) as class_name,
    min(grade) as first_grade,
    max(grade) as last_grade,
    count(*) as pupils,
    sum(1 - has_seal) as signatures_left
from expected
group by school_code, sign_by
order by school_code, sign_by, role, class_name

-- Rà soát kết quả, nhìn từ danh sách: học sinh nào chưa có kết quả, lớp trong kết quả có khớp danh sách không.
-- Quy tắc: rulebook/data/rules/results.toml, table = "pupil".
with school_result as (
    select distinct school_code
    from result
),
given as (
    select school_code, pupil_code, max(class_name) as class_name
    from result
    where pupil_code is not null
    group by school_code, pupil_code
),
pupil_row as (
    select
        r.school_code,
        r.grade,
        r.class_name,
        r.pupil_code,
        r.source_file,
        r.sheet,
        r.row_number,
        g.class_name as result_class,
        case when s.school_code is not null then 1 else 0 end as is_school_reported,
        case when g.pupil_code is not null then 1 else 0 end as is_reported
    from roster r
    left join school_result s on s.school_code = r.school_code
    left join given g on g.school_code = r.school_code and g.pupil_code = r.pupil_code
    where r.in_review = 1 and r.is_known_school = 1 and r.copy_number = 1
)
select
    school_code,
    grade,
    class_name,
    pupil_code,
    is_school_reported,
    is_reported,
    source_file,
    sheet,
    row_number,
    $rules_pupil
from pupil_row
order by school_code, source_file, sheet, row_number

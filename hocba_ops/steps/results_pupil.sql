-- Rà soát kết quả, nhìn từ danh sách: học sinh nào chưa có dòng kết quả nào. Khối 1-5 tìm trong kết quả tiểu học, khối khác trong
-- kết quả trung học (is_secondary = 1); khối mà thông tư trung học chưa áp dụng trong năm học thì bỏ qua.
-- Quy tắc: rulebook/data/rules/results.toml, table = "pupil".
with graded as (
    select distinct grade
    from secondary_subject
),
reported as (
    select school_code, pupil_code, 0 as is_secondary
    from result
    union
    select school_code, pupil_code, 1 as is_secondary
    from secondary_result
),
school_result as (
    select distinct school_code, is_secondary
    from reported
),
reviewed as (
    select r.*, case when g.grade is not null then 1 else 0 end as is_secondary
    from results_roster r
    left join graded g on g.grade = r.grade
    where
        r.in_review = 1
        and r.is_known_school = 1
        and (r.grade is null or r.grade <= $last_grade or g.grade is not null)
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
        r.is_secondary,
        case when s.school_code is not null then 1 else 0 end as is_school_reported,
        case when g.pupil_code is not null then 1 else 0 end as is_reported
    from reviewed r
    left join school_result s on s.school_code = r.school_code and s.is_secondary = r.is_secondary
    left join reported g
        on g.school_code = r.school_code and g.pupil_code = r.pupil_code and g.is_secondary = r.is_secondary
)
select
    school_code,
    grade,
    class_name,
    pupil_code,
    is_secondary,
    is_school_reported,
    is_reported,
    source_file,
    sheet,
    row_number,
    $rules_pupil
from pupil_row
order by school_code, source_file, sheet, row_number

-- Học sinh của một trường ($unit) mà trường phải lập học bạ số, mỗi em một dòng; nơi đọc được đi kèm để ghép với lỗi còn mở.
-- Không có: em đã chuyển đi, thôi học, dòng lặp, em hoặc trường được dùng học bạ giấy, khối không thuộc loại trường.
with on_paper as (
    select distinct school_code, pupil_code
    from exemption
    where valid_from <= $as_of and (valid_to is null or valid_to >= $as_of)
)
select
    r.school_code,
    u.school_name,
    r.class_name,
    r.grade,
    r.pupil_code,
    r.person_id,
    r.full_name,
    r.birth_date,
    r.sex,
    r.ethnicity,
    r.nationality,
    r.birth_place,
    r.province_text,
    r.district_text,
    r.commune_text,
    r.father_name,
    r.mother_name,
    r.guardian_name,
    r.is_not_assessed,
    r.source_file,
    r.sheet,
    r.row_number
from roster r
join (
    select school_code, max(name) as school_name
    from school
    group by school_code
) u on u.school_code = r.school_code
left join on_paper e on e.school_code = r.school_code and coalesce(e.pupil_code, r.pupil_code) = r.pupil_code
where
    r.school_code = $unit
    and r.in_review = 1
    and r.copy_number = 1
    and r.pupil_code is not null
    and r.grade is not null
    and e.school_code is null
order by r.grade, r.class_name, r.pupil_code

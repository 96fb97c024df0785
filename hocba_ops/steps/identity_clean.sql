-- Học sinh không còn lỗi phải sửa (error) về nhân thân trên số học sinh phải rà soát, theo trường và khối.
-- Lỗi của quy tắc chuyển trường (đang học ở hai trường) cũng là lỗi của dòng ấy.
-- with_number: học sinh có số định danh đúng dạng 12 chữ số. Dòng không có trong identity_review là dòng không lỗi, có số.
with told as (
    select
        school_code,
        source_file,
        sheet,
        row_number,
        case when $errors_pupil then 1 else 0 end as is_faulty,
        case when person_id is null or is_number_shape = 0 then 1 else 0 end as lacks_number
    from identity_review
    union all
    select school_code, source_file, sheet, row_number, 1 as is_faulty, 0 as lacks_number
    from identity_transfer
    where $errors_transfer
),
marked as (
    select
        school_code,
        source_file,
        sheet,
        row_number,
        max(is_faulty) as is_faulty,
        max(lacks_number) as lacks_number
    from told
    group by school_code, source_file, sheet, row_number
)
select
    r.school_code,
    r.grade,
    count(*) as denominator,
    sum(case when m.is_faulty = 1 then 0 else 1 end) as numerator,
    sum(case when m.lacks_number = 1 then 0 else 1 end) as with_number
from roster r
left join marked m
    on m.school_code = r.school_code
    and m.source_file = r.source_file
    and m.sheet is not distinct from r.sheet
    and m.row_number = r.row_number
where r.in_review = 1 and r.is_known_school = 1
group by r.school_code, r.grade
order by r.school_code, r.grade

-- Học sinh không còn lỗi phải sửa (error) về nhân thân trên số học sinh phải rà soát, theo trường và khối.
-- Lỗi của quy tắc chuyển trường (đang học ở hai trường) cũng là lỗi của dòng ấy.
-- with_number: học sinh có số định danh đúng dạng 12 chữ số.
with doubled as (
    select distinct school_code, source_file, sheet, row_number
    from identity_transfer
    where $errors_transfer
)
select
    r.school_code,
    r.grade,
    count(*) as denominator,
    sum(case when $errors_pupil or d.school_code is not null then 0 else 1 end) as numerator,
    sum(case when r.person_id is not null and r.is_number_shape = 1 then 1 else 0 end) as with_number
from identity_review r
left join doubled d
    on d.school_code = r.school_code
    and d.source_file = r.source_file
    and d.sheet is not distinct from r.sheet
    and d.row_number = r.row_number
where r.is_known_school = 1
group by r.school_code, r.grade
order by r.school_code, r.grade

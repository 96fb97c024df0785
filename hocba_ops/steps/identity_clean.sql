-- Học sinh không còn lỗi phải sửa (error) về nhân thân trên số học sinh phải rà soát, theo trường và khối.
select
    school_code,
    grade,
    count(*) as denominator,
    sum(case when $errors_pupil then 0 else 1 end) as numerator
from identity_review
where is_known_school = 1
group by school_code, grade
order by school_code, grade

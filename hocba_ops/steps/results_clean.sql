-- Học sinh đã có kết quả và không còn lỗi phải sửa (error) về kết quả trên số học sinh phải rà soát, theo trường và khối.
with faulty as (
    select school_code, pupil_code
    from results_row
    where $errors_result
    union
    select school_code, pupil_code
    from results_item
    where $errors_result_item
    union
    select school_code, pupil_code
    from results_score
    where $errors_score
    union
    select school_code, pupil_code
    from results_secondary
    where $errors_secondary_result
)
select
    p.school_code,
    p.grade,
    count(*) as denominator,
    sum(case when p.is_reported = 0 or f.pupil_code is not null or ($errors_pupil) then 0 else 1 end) as numerator
from results_pupil p
left join faulty f on f.school_code = p.school_code and f.pupil_code = p.pupil_code
group by p.school_code, p.grade
order by p.school_code, p.grade

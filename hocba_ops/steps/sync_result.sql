-- Những em có kết quả chưa hoàn thành hoặc đã đánh giá bổ sung: cuối cùng hoàn thành chưa, có đánh giá bổ sung không.
with marked as (
    select distinct school_code, pupil_code
    from result
    where not is_completed or supplementary is not null
)
select
    r.school_code,
    r.pupil_code,
    max(case when r.is_completed then 1 when not r.is_completed then 0 end) as is_completed,
    max(case when r.supplementary is not null then 1 else 0 end) as was_assessed_again
from result r
join marked m on m.school_code = r.school_code and m.pupil_code = r.pupil_code
group by r.school_code, r.pupil_code

-- Học bạ gửi được trên học bạ đã ban hành (cho Sở) và trên học bạ đã chốt (cho Bộ), theo trường và khối.
select
    school_code,
    grade,
    count(*) as issued,
    sum(case when is_held = 0 then 1 else 0 end) as ready_so,
    sum(is_locked) as locked,
    sum(case when is_held = 0 and is_locked = 1 then 1 else 0 end) as ready_bo
from export_ready
group by school_code, grade
order by school_code, grade

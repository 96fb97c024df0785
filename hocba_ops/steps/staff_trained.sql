-- Người đang làm ở trường đã dự ít nhất một buổi tập huấn, trên số người đang làm, theo trường.
select
    school_code,
    count(*) as denominator,
    sum(is_trained) as numerator,
    max(trained_on) as latest_on
from staff_state
group by school_code
order by school_code

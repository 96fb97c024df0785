-- Người phải ký học bạ đang có chứng thư cá nhân dùng được, trên số người phải ký, theo trường.
select
    school_code,
    sum(must_sign) as denominator,
    sum(must_sign * is_equipped) as numerator
from staff_state
group by school_code
order by school_code

-- Các tổ hợp nhóm cộng lại bằng phần chênh (hoặc gần nhất): mỗi dòng một nhóm của một tổ hợp.
select place, choice, term, school_code, grade, kind, reason, is_locked, cards, remainder
from gap_term
order by place, choice, term

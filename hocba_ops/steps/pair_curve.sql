-- Ngưỡng nêu cặp chắc tới đâu, đo trên bộ dữ liệu bịa có đánh dấu: ở mỗi mức bằng chứng, bao nhiêu cặp nêu ra là đúng,
-- bao nhiêu cặp có thật được tìm thấy.
select
    evidence as evidence_weight,
    found_right as numerator_right,
    found_right + found_wrong as denominator_right,
    found_right as numerator_found,
    found_right + missed as denominator_found,
    is_threshold
from link_curve
order by evidence

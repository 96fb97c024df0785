-- Độ chắc của mỗi mức bằng chứng, đo trên bộ dữ liệu bịa có đánh dấu: tìm đúng, tìm nhầm, bỏ sót.
select evidence, found_right, found_wrong, missed, is_threshold
from link_curve
order by evidence

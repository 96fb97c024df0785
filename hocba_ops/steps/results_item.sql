-- Rà soát kết quả, nhìn từng ô: mức và điểm có đúng thông tư không. Chỉ những ô phạm ít nhất một quy tắc.
select *
from results_told
where $broken_result_item
order by school_code, source_file, sheet, row_number, kind, item

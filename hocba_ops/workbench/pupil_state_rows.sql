-- Tình trạng của mọi học sinh trong danh sách, xếp theo trường: những dòng được chụp lại.
select *
from pupil_state
order by school_code, source_file, sheet, row_number

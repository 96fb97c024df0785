-- Quá trình học tập mà nội dung học bạ kê, mỗi học bạ và năm học một dòng; dòng lặp chỉ ghi một lần.
select distinct
    c.school_code,
    c.card_id,
    h.school_year as namhoc,
    h.class_name as tenlop,
    h.school_name as tentruong,
    h.province_text as tentinh,
    cast(h.arrived_on as text) as ngaytrangthaichuyenden
from export_card c
join study_history h on h.school_code = c.school_code and h.pupil_code = c.pupil_code
order by c.school_code, c.card_id, namhoc, tenlop, tentruong, tentinh, ngaytrangthaichuyenden

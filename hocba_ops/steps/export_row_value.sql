-- Mỗi giá trị của bảng điểm, quá trình học tập một dòng, để so với cấu trúc; line: môn học hoặc năm học của dòng đó.
select
    school_code,
    card_id,
    'thongtinsohocbasotieuhoc_dsbangdiem' as table_name,
    'mamonhoc' as field,
    mamonhoc as value,
    subject as line
from export_subject
where is_primary = 1
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc_dsbangdiem', 'tenmonhoc', tenmonhoc, subject from export_subject where is_primary = 1
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc_dsbangdiem', 'mucdatduoc', mucdatduoc, subject from export_subject where is_primary = 1
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc_dsbangdiem', 'diemkiemtradinhky', diemkiemtradinhky, subject from export_subject where is_primary = 1
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt_bangdiem', 'mamonhoc', mamonhoc, subject from export_subject where is_primary = 0
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt_bangdiem', 'tenmonhoc', tenmonhoc, subject from export_subject where is_primary = 0
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt_bangdiem', 'diemhocky1', diemhocky1, subject from export_subject where is_primary = 0
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt_bangdiem', 'diemhocky2', diemhocky2, subject from export_subject where is_primary = 0
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt_bangdiem', 'diemcanam', diemcanam, subject from export_subject where is_primary = 0
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt_bangdiem', 'diemkttralai', diemkttralai, subject from export_subject where is_primary = 0
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt_bangdiem', 'soddcngvbm', soddcngvbm, subject from export_subject where is_primary = 0
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt_bangdiem', 'gvbm', gvbm, subject from export_subject where is_primary = 0
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc_quatrinhhoctap', 'namhoc', namhoc, namhoc from export_history
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc_quatrinhhoctap', 'tenlop', tenlop, namhoc from export_history
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc_quatrinhhoctap', 'tentruong', tentruong, namhoc from export_history
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc_quatrinhhoctap', 'tentinh', tentinh, namhoc from export_history
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc_quatrinhhoctap', 'ngaytrangthaichuyenden', ngaytrangthaichuyenden, namhoc from export_history
order by school_code, card_id, field, line

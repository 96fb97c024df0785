-- Mỗi giá trị của bản ghi trung học một dòng, để so với cấu trúc (exchange_field). tenths: phần mười nguyên của trường có khoảng giá trị.
-- waiver: khi là 1 thì trường có `unless` không còn bắt buộc.
select
    school_code,
    card_id,
    'thongtinsohocbasothcsthpt' as table_name,
    'trangthaithongtinhocba' as field,
    trangthaithongtinhocba as value,
    cast(null as bigint) as tenths,
    cokhuyettatkhongdanhgia as waiver
from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'trichluc', trichluc, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'tenhuyen', tenhuyen, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'madinhdanhhocba', madinhdanhhocba, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'namhoc', namhoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'masogd', masogd, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'tensogd', tensogd, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'matruong', matruong, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'tentruong', tentruong, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'thongtintruong_diachi_tenxa', thongtintruong_diachi_tenxa, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'thongtintruong_diachi_tentinh', thongtintruong_diachi_tentinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'thongtintruong_diachi_maxa', thongtintruong_diachi_maxa, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'thongtintruong_diachi_matinh', thongtintruong_diachi_matinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'macaphoc', macaphoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'sosodangbo', sosodangbo, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'hovaten', hovaten, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'sodinhdanh', sodinhdanh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'mahocsinh', mahocsinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'gioitinh', gioitinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'ngaythangnamsinh', ngaythangnamsinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'thangnamsinh', thangnamsinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'namsinh', namsinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'noisinh_diachichitiet', noisinh_diachichitiet, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'noisinh_maxa', noisinh_maxa, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'noisinh_matinh', noisinh_matinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'quequan_diachichitiet', quequan_diachichitiet, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'quequan_maxa', quequan_maxa, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'quequan_matinh', quequan_matinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'noiohiennay_diachichitiet', noiohiennay_diachichitiet, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'noiohiennay_maxa', noiohiennay_maxa, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'noiohiennay_matinh', noiohiennay_matinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'dantoc', dantoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'quoctich', quoctich, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'doituongchinhsach', doituongchinhsach, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'cokhuyettatkhongdanhgia', cokhuyettatkhongdanhgia, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'hotencha', hotencha, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'nghenghiepcha', nghenghiepcha, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'hotenme', hotenme, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'nghenghiepme', nghenghiepme, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'hotennguoigiamho', hotennguoigiamho, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'nghenghiepnguoigiamho', nghenghiepnguoigiamho, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'tengiamhieu', tengiamhieu, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'soddcngiamhieu', soddcngiamhieu, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'diadanhphathanh', diadanhphathanh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'ngaykyphathanh', ngaykyphathanh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'ngaytao', ngaytao, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'chucvugiamhieu', chucvugiamhieu, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'tengvcn', tengvcn, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'soddcngvcn', soddcngvcn, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'makhoi', makhoi, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'tenlop', tenlop, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'duoclenlop', duoclenlop, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'ndungduoclenlop', ndungduoclenlop, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'ndunghoanthanh', ndunghoanthanh, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'kquathamgiacuocthi', kquathamgiacuocthi, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'ndungkquarenluyen', ndungkquarenluyen, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'ndungkhenthuong', ndungkhenthuong, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'nxetgvcn', nxetgvcn, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'hocky1', hocky1, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'hocky2', hocky2, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'canam', canam, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'sobuoinghi', sobuoinghi, absences * 10, cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'renluyenhocky1', renluyenhocky1, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'renluyenhocky2', renluyenhocky2, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'renluyencanam', renluyencanam, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'renluyenlai', renluyenlai, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
union all
select school_code, card_id, 'thongtinsohocbasothcsthpt', 'kqhoctaplai', kqhoctaplai, cast(null as bigint), cokhuyettatkhongdanhgia from export_secondary
order by school_code, card_id, field

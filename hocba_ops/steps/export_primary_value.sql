-- Mỗi giá trị của bản ghi tiểu học một dòng, để so với cấu trúc (exchange_field). tenths: phần mười nguyên của trường có khoảng giá trị.
-- waiver: khi là 1 thì trường có `unless` không còn bắt buộc.
select
    school_code,
    card_id,
    'thongtinsohocbasotieuhoc' as table_name,
    'trangthaithongtinhocba' as field,
    trangthaithongtinhocba as value,
    cast(null as bigint) as tenths,
    cokhuyettatkhongdanhgia as waiver
from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'trichluc', trichluc, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'tenhuyen', tenhuyen, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'madinhdanhhocba', madinhdanhhocba, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'namhoc', namhoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'masogd', masogd, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'tensogd', tensogd, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'matruong', matruong, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'tentruong', tentruong, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'thongtintruong_diachi_tenxa', thongtintruong_diachi_tenxa, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'thongtintruong_diachi_tentinh', thongtintruong_diachi_tentinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'thongtintruong_diachi_maxa', thongtintruong_diachi_maxa, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'thongtintruong_diachi_matinh', thongtintruong_diachi_matinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'macaphoc', macaphoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'sosodangbo', sosodangbo, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'hovaten', hovaten, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'sodinhdanh', sodinhdanh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'mahocsinh', mahocsinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'gioitinh', gioitinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'ngaythangnamsinh', ngaythangnamsinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'thangnamsinh', thangnamsinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'namsinh', namsinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'cannang', cannang, weight_tenths, cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'chieucao', chieucao, height_tenths, cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nghicophep', nghicophep, absent_with_leave * 10, cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nghikhongphep', nghikhongphep, absent_without_leave * 10, cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'noisinh_diachichitiet', noisinh_diachichitiet, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'noisinh_maxa', noisinh_maxa, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'noisinh_matinh', noisinh_matinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'quequan_diachichitiet', quequan_diachichitiet, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'quequan_maxa', quequan_maxa, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'quequan_matinh', quequan_matinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'noiohiennay_diachichitiet', noiohiennay_diachichitiet, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'noiohiennay_maxa', noiohiennay_maxa, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'noiohiennay_matinh', noiohiennay_matinh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'dantoc', dantoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'quoctich', quoctich, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'doituongchinhsach', doituongchinhsach, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'cokhuyettatkhongdanhgia', cokhuyettatkhongdanhgia, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'hotencha', hotencha, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'hotenme', hotenme, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'hotennguoigiamho', hotennguoigiamho, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'tengiamhieu', tengiamhieu, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'soddcngiamhieu', soddcngiamhieu, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'diadanhphathanh', diadanhphathanh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'ngaykyphathanh', ngaykyphathanh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'ngaytao', ngaytao, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'chucvugiamhieu', chucvugiamhieu, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'tengvcn', tengvcn, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'soddcngvcn', soddcngvcn, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'makhoi', makhoi, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'tenlop', tenlop, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'xeploai', xeploai, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'duoclenlop', duoclenlop, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'ndunghoanthanh', ndunghoanthanh, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'dahthanhctrinhlophoc', dahthanhctrinhlophoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'dahthanhctrinhtieuhoc', dahthanhctrinhtieuhoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'ndungkhenthuong', ndungkhenthuong, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'ndungkhenthuongdotxuat', ndungkhenthuongdotxuat, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nxetgvcn', nxetgvcn, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nangluctuhoc', nangluctuhoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nanglucgiaotiep', nanglucgiaotiep, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nanglucgiaiquyet', nanglucgiaiquyet, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nanglucngonngu', nanglucngonngu, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nangluctinhtoan', nangluctinhtoan, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nangluckhoahoc', nangluckhoahoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nangluccongnghe', nangluccongnghe, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nangluctinhoc', nangluctinhoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nanglucthammi', nanglucthammi, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nanglucthechat', nanglucthechat, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'phamchatyeunuoc', phamchatyeunuoc, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'phamchatnhanai', phamchatnhanai, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'phamchatchamchi', phamchatchamchi, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'phamchattrungthuc', phamchattrungthuc, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'phamchattrachnhiem', phamchattrachnhiem, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nxetphamchat', nxetphamchat, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nxetnanglucchung', nxetnanglucchung, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
union all
select school_code, card_id, 'thongtinsohocbasotieuhoc', 'nxetnanglucdacthu', nxetnanglucdacthu, cast(null as bigint), cokhuyettatkhongdanhgia from export_primary
order by school_code, card_id, field

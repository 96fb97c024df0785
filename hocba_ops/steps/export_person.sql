-- Phần chung của hai cấp trong bản ghi học bạ: trường, nhân thân, nội dung nhà trường ghi, người ký. Một dòng một học bạ (export_card).
-- Chữ được giữ nguyên; mã dân tộc, quốc tịch tra theo cách viết (exchange_word), không tra được thì để trống và thành điều phải sửa.
-- tenhuyen để trống: kho chỉ có tên cơ quan (Phòng GD&ĐT …), không phải tên huyện; cấu trúc không đòi.
-- Ngày sinh chỉ biết tháng, năm hoặc năm thì ghi vào thangnamsinh (YYYY-MM), namsinh (YYYY).
with listed as (
    select
        p.*,
        row_number() over (
            partition by p.school_code, p.pupil_code
            order by
                case when p.pupil_status in ('chuyen_di', 'thoi_hoc') then 1 else 0 end,
                p.source_file,
                p.sheet,
                p.row_number
        ) as place
    from pupil p
),
noted as (
    select
        k.*,
        row_number() over (
            partition by k.school_code, k.pupil_code order by k.source_file, k.sheet, k.row_number
        ) as place
    from card_content k
),
person as (
    select
        s.*,
        row_number() over (
            partition by s.school_code, s.staff_code order by s.source_file, s.sheet, s.row_number
        ) as place
    from staff s
),
named as (
    select school_code, name, row_number() over (partition by school_code order by source_file, row_number) as place
    from school
)
select
    c.school_code,
    c.card_id,
    c.pupil_code,
    '1' as trangthaithongtinhocba,
    cast(c.is_extracted as text) as trichluc,
    cast(null as text) as tenhuyen,
    c.card_id as madinhdanhhocba,
    $school_year as namhoc,
    w.office_code as masogd,
    w.office_name as tensogd,
    c.school_code as matruong,
    n.name as tentruong,
    w.commune_name as thongtintruong_diachi_tenxa,
    w.province_name as thongtintruong_diachi_tentinh,
    w.commune_code as thongtintruong_diachi_maxa,
    w.province_code as thongtintruong_diachi_matinh,
    v.level_code as macaphoc,
    k.register_number as sosodangbo,
    p.full_name as hovaten,
    p.person_id as sodinhdanh,
    c.pupil_code as mahocsinh,
    case when p.sex = 'nam' then '1' when p.sex = 'nu' then '2' when p.pupil_code is not null then '0' end as gioitinh,
    cast(p.birth_date as text) as ngaythangnamsinh,
    case
        when p.birth_date is null and length(p.birth_date_text) = 7 and substring(p.birth_date_text, 3, 1) in ('/', '-')
            then substring(p.birth_date_text, 4, 4) || '-' || substring(p.birth_date_text, 1, 2)
    end as thangnamsinh,
    case when p.birth_date is null and length(p.birth_date_text) = 4 then p.birth_date_text end as namsinh,
    cast(k.weight_tenths // 10 as text) || '.' || cast(k.weight_tenths - (k.weight_tenths // 10) * 10 as text) as cannang,
    cast(k.height_tenths // 10 as text) || '.' || cast(k.height_tenths - (k.height_tenths // 10) * 10 as text) as chieucao,
    cast(k.absent_with_leave as text) as nghicophep,
    cast(k.absent_without_leave as text) as nghikhongphep,
    k.weight_tenths,
    k.height_tenths,
    k.absent_with_leave,
    k.absent_without_leave,
    coalesce(k.birth_place, p.birth_place) as noisinh_diachichitiet,
    k.birth_commune as noisinh_maxa,
    k.birth_province as noisinh_matinh,
    k.origin as quequan_diachichitiet,
    k.origin_commune as quequan_maxa,
    k.origin_province as quequan_matinh,
    k.address as noiohiennay_diachichitiet,
    k.address_commune as noiohiennay_maxa,
    k.address_province as noiohiennay_matinh,
    e.code as dantoc,
    q.code as quoctich,
    k.policy as doituongchinhsach,
    cast(c.is_not_assessed as text) as cokhuyettatkhongdanhgia,
    p.father_name as hotencha,
    p.mother_name as hotenme,
    p.guardian_name as hotennguoigiamho,
    k.father_job as nghenghiepcha,
    k.mother_job as nghenghiepme,
    k.guardian_job as nghenghiepnguoigiamho,
    t.full_name as tengiamhieu,
    t.person_id as soddcngiamhieu,
    k.issue_place as diadanhphathanh,
    cast(cast(c.issued_at as date) as text) as ngaykyphathanh,
    cast(cast(c.created_at as date) as text) as ngaytao,
    t.position_text as chucvugiamhieu,
    g.full_name as tengvcn,
    g.person_id as soddcngvcn,
    cast(c.grade as text) as makhoi,
    p.class_name as tenlop,
    k.completed_text as ndunghoanthanh,
    k.award_text as ndungkhenthuong,
    k.special_award_text as ndungkhenthuongdotxuat,
    k.homeroom_comment as nxetgvcn,
    k.quality_comment as nxetphamchat,
    k.general_comment as nxetnanglucchung,
    k.specific_comment as nxetnanglucdacthu,
    k.promotion_text as ndungduoclenlop,
    k.contest_text as kquathamgiacuocthi,
    k.summer_text as ndungkquarenluyen
from export_card c
left join exchange_grade v on v.grade = c.grade
left join named n on n.school_code = c.school_code and n.place = 1
left join school_place w on w.school_code = c.school_code
left join listed p on p.school_code = c.school_code and p.pupil_code = c.pupil_code and p.place = 1
left join noted k on k.school_code = c.school_code and k.pupil_code = c.pupil_code and k.place = 1
left join person g on g.school_code = c.school_code and g.staff_code = c.homeroom_signer and g.place = 1
left join person t on t.school_code = c.school_code and t.staff_code = c.head_signer and t.place = 1
left join exchange_word e on e.code_list = 'dan_toc' and e.word = lower(p.ethnicity)
left join exchange_word q on q.code_list = 'quoc_tich' and q.word = lower(p.nationality)
order by c.school_code, c.card_id

-- Phần riêng của cấp tiểu học (khối $first_grade đến $last_grade): xếp loại, lên lớp, năng lực, phẩm chất.
-- Tệp không có cột hoàn thành chương trình tiểu học thì suy từ hoàn thành lớp của khối cuối cấp (TT 27/2020, Điều 11).
with judged as (
    select
        r.*,
        row_number() over (
            partition by r.school_code, r.pupil_code order by r.source_file, r.sheet, r.row_number
        ) as place
    from result r
),
traits as (
    select
        school_code,
        pupil_code,
        max(case when kind = 'nang_luc' and item = 'tu_hoc' then level end) as nangluctuhoc,
        max(case when kind = 'nang_luc' and item = 'giao_tiep' then level end) as nanglucgiaotiep,
        max(case when kind = 'nang_luc' and item = 'giai_quyet' then level end) as nanglucgiaiquyet,
        max(case when kind = 'nang_luc' and item = 'ngon_ngu' then level end) as nanglucngonngu,
        max(case when kind = 'nang_luc' and item = 'tinh_toan' then level end) as nangluctinhtoan,
        max(case when kind = 'nang_luc' and item = 'khoa_hoc' then level end) as nangluckhoahoc,
        max(case when kind = 'nang_luc' and item = 'cong_nghe' then level end) as nangluccongnghe,
        max(case when kind = 'nang_luc' and item = 'tin_hoc' then level end) as nangluctinhoc,
        max(case when kind = 'nang_luc' and item = 'tham_mi' then level end) as nanglucthammi,
        max(case when kind = 'nang_luc' and item = 'the_chat' then level end) as nanglucthechat,
        max(case when kind = 'pham_chat' and item = 'yeu_nuoc' then level end) as phamchatyeunuoc,
        max(case when kind = 'pham_chat' and item = 'nhan_ai' then level end) as phamchatnhanai,
        max(case when kind = 'pham_chat' and item = 'cham_chi' then level end) as phamchatchamchi,
        max(case when kind = 'pham_chat' and item = 'trung_thuc' then level end) as phamchattrungthuc,
        max(case when kind = 'pham_chat' and item = 'trach_nhiem' then level end) as phamchattrachnhiem
    from result_item
    group by school_code, pupil_code
)
select
    f.*,
    r.rating_text as xeploai,
    case when r.is_promoted then '1' when r.is_promoted is not null then '0' end as duoclenlop,
    case when r.is_completed then '1' when r.is_completed is not null then '0' end as dahthanhctrinhlophoc,
    case
        when r.is_primary_completed then '1'
        when r.is_primary_completed is not null then '0'
        when c.grade < $last_grade then '0'
        when r.is_completed then '1'
        when r.is_completed is not null then '0'
    end as dahthanhctrinhtieuhoc,
    t.nangluctuhoc,
    t.nanglucgiaotiep,
    t.nanglucgiaiquyet,
    t.nanglucngonngu,
    t.nangluctinhtoan,
    t.nangluckhoahoc,
    t.nangluccongnghe,
    t.nangluctinhoc,
    t.nanglucthammi,
    t.nanglucthechat,
    t.phamchatyeunuoc,
    t.phamchatnhanai,
    t.phamchatchamchi,
    t.phamchattrungthuc,
    t.phamchattrachnhiem
from export_card c
join export_person f on f.school_code = c.school_code and f.card_id = c.card_id
left join judged r on r.school_code = c.school_code and r.pupil_code = c.pupil_code and r.place = 1
left join traits t on t.school_code = c.school_code and t.pupil_code = c.pupil_code
where c.grade between $first_grade and $last_grade
order by c.school_code, c.card_id

-- Đối soát lúc chốt: danh sách học sinh ⇄ sổ học bạ của trường ⇄ sổ tiếp nhận của Sở.
-- Mỗi dòng của danh sách rơi vào đúng một lớp; lớp nào xét trước thắng. Cộng các lớp lại bằng danh sách.
with not_completed as (
    select distinct f.school_code, f.pupil_code
    from result f
    anti join result r on r.school_code = f.school_code and r.pupil_code = f.pupil_code and r.is_completed
    where not f.is_completed
)
select
    s.school_code,
    s.grade,
    s.class_name,
    s.pupil_code,
    s.is_known_school,
    s.source_file,
    s.sheet,
    s.row_number,
    s.card_file,
    s.card_sheet,
    s.card_row,
    s.live_cards,
    s.card_id as live_card,
    s.version as live_version,
    s.content_hash as live_hash,
    s.received_hash,
    s.sent_on,
    s.received_on,
    case
        when s.exclusion is not null then s.exclusion
        when s.live_cards > 1 then 'trung'
        when s.is_issued = 1 and s.is_received = 1 and s.content_hash = s.received_hash and s.received_on > d.report_by
            then 'khop_muon'
        when s.is_issued = 1 and s.is_received = 1 and s.content_hash = s.received_hash then 'khop'
        when n.pupil_code is not null then 'danh_gia_bo_sung'
        when s.has_card = 0 then 'khong_tao'
        when s.live_cards = 0 then 'thu_hoi_chua_thay'
        when s.has_homeroom = 0 then 'thieu_ky_gvcn'
        when s.has_head = 0 then 'thieu_ky_hieu_truong'
        when s.is_sealed = 0 then 'thieu_dau'
        when s.is_issued = 0 then 'chua_ban_hanh'
        when s.is_sent = 0 and s.receipt_state is null then 'chua_gui'
        when s.receipt_state = 'loi' then 'so_tu_choi'
        when s.is_received = 0 then 'gui_chua_tiep_nhan'
        else 'noi_dung_khac'
    end as cutoff_class
from pupil_state s
left join not_completed n on n.school_code = s.school_code and n.pupil_code = s.pupil_code
left join grade_deadline d on d.grade = s.grade

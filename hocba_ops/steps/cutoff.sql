-- Đối soát lúc chốt: danh sách học sinh ⇄ sổ học bạ của trường ⇄ sổ tiếp nhận của Sở.
-- Mỗi dòng của danh sách rơi vào đúng một lớp; lớp nào xét trước thắng. Cộng các lớp lại bằng danh sách.
with not_completed as (
    select school_code, pupil_code, max(case when is_completed then 1 else 0 end) as is_completed
    from result
    where is_completed is not null
    group by school_code, pupil_code
)
select
    r.school_code,
    r.grade,
    r.class_name,
    r.pupil_code,
    r.source_file,
    r.sheet,
    r.row_number,
    c.source_file as card_file,
    c.sheet as card_sheet,
    c.row_number as card_row,
    c.live_cards,
    c.card_id as live_card,
    c.version as live_version,
    c.content_hash as live_hash,
    c.received_hash,
    c.sent_on,
    c.received_on,
    case
        when r.exclusion is not null then r.exclusion
        when c.live_cards > 1 then 'trung'
        when c.is_issued = 1 and c.is_received = 1 and c.content_hash = c.received_hash and c.received_on > d.report_by
            then 'khop_muon'
        when c.is_issued = 1 and c.is_received = 1 and c.content_hash = c.received_hash then 'khop'
        when n.is_completed = 0 then 'danh_gia_bo_sung'
        when c.pupil_code is null then 'khong_tao'
        when c.live_cards = 0 then 'thu_hoi_chua_thay'
        when c.has_homeroom = 0 then 'thieu_ky_gvcn'
        when c.has_head = 0 then 'thieu_ky_hieu_truong'
        when c.is_sealed = 0 then 'thieu_dau'
        when c.is_issued = 0 then 'chua_ban_hanh'
        when c.is_sent = 0 and c.receipt_state is null then 'chua_gui'
        when c.receipt_state = 'loi' then 'so_tu_choi'
        when c.is_received = 0 then 'gui_chua_tiep_nhan'
        else 'noi_dung_khac'
    end as cutoff_class
from roster r
left join card_state c on c.school_code = r.school_code and c.pupil_code = r.pupil_code
left join not_completed n on n.school_code = r.school_code and n.pupil_code = r.pupil_code
left join grade_deadline d on d.grade = r.grade
where r.is_known_school = 1
order by r.school_code, r.source_file, r.sheet, r.row_number

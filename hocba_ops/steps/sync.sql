-- Đối soát bốn cột: danh sách học sinh ⇄ học bạ đã ban hành ⇄ Sở đã tiếp nhận ⇄ Bộ đã chấp nhận.
-- Mỗi dòng của danh sách ở đúng một lớp (sync_class): cột đầu tiên mà chuỗi đứt, và vì sao; lớp nào xét trước thắng.
-- in_issued, in_received, in_accepted = 1: chuỗi tới được cột ấy. Đúng hạn hay muộn, đã chốt hay chưa là chuyện khác, đứng riêng.
-- Cột nào lấy từ sổ của bên ấy trong lần kết xuất mới nhất; sổ sự kiện cho biết đã chốt chưa, đã báo cáo Bộ chưa.
with shared_card as (
    select school_code, card_id
    from sync_card
    where is_shared = 1
),
bo_held as (
    select school_code, card_id, min(version) as oldest_version
    from ministry_state
    where ministry_state = 'chap_nhan'
    group by school_code, card_id
),
chained as (
    select
        c.school_code,
        c.grade,
        c.pupil_code,
        c.copy_number,
        c.exclusion,
        c.source_file,
        c.sheet,
        c.row_number,
        c.card_id,
        c.version,
        c.live_cards,
        c.content_hash,
        c.received_hash,
        c.receipt_state,
        c.is_created,
        c.has_homeroom,
        c.has_head,
        c.is_sealed,
        c.is_issued,
        c.is_sent,
        c.is_received,
        c.issued_on,
        c.received_on,
        c.card_file,
        c.card_sheet,
        c.card_row,
        c.has_card,
        case when h.card_id is null then 0 else 1 end as is_shared,
        case when t.is_completed = 0 then 1 else 0 end as is_waiting,
        case when t.is_completed = 0 or t.was_assessed_again = 1 then 1 else 0 end as is_supplementary,
        case when s.oldest_version < c.version then 1 else 0 end as has_older_at_so,
        m.ministry_state,
        m.ministry_hash,
        m.accepted_on,
        case when m.card_id is null then 0 else 1 end as has_bo_answer,
        case when b.oldest_version < c.version then 1 else 0 end as has_older_at_bo,
        case when g.locked_at is not null then 1 else 0 end as is_locked,
        case when g.ministry_at is not null then 1 else 0 end as is_reported,
        case
            when g.card_id is null then null
            when g.is_standing = 0 then 'da_ket_thuc'
            when g.received_at is not null then 'da_nhan'
            else 'chua_nhan'
        end as ledger_mark
    from pupil_state c
    left join shared_card h on h.school_code = c.school_code and h.card_id = c.card_id
    left join sync_result t on t.school_code = c.school_code and t.pupil_code = c.pupil_code
    left join sync_older s on s.school_code = c.school_code and s.card_id = c.card_id
    left join ministry_state m
        on m.school_code = c.school_code and m.card_id = c.card_id and m.version = c.version
    left join bo_held b on b.school_code = c.school_code and b.card_id = c.card_id
    left join registry_state g on g.card_id = c.card_id and g.version = c.version
    where c.is_known_school = 1
),
issued as (
    select
        c.*,
        case
            when c.exclusion is null and c.live_cards = 1 and c.is_shared = 0 and c.is_issued = 1 then 1
            else 0
        end as in_issued
    from chained c
),
received as (
    select
        i.*,
        case when i.in_issued = 1 and i.is_received = 1 and i.content_hash = i.received_hash then 1 else 0 end as in_received
    from issued i
),
accepted as (
    select
        r.*,
        case
            when
                r.in_received = 1
                and r.ministry_state = 'chap_nhan'
                and coalesce(r.ministry_hash, r.content_hash) = r.content_hash
                then 1
            else 0
        end as in_accepted
    from received r
)
select
    a.school_code,
    a.grade,
    a.pupil_code,
    a.copy_number,
    a.card_id,
    a.version,
    a.in_issued,
    a.in_received,
    a.in_accepted,
    a.is_supplementary,
    a.is_locked,
    a.is_received,
    a.ledger_mark,
    a.source_file,
    a.sheet,
    a.row_number,
    a.card_file,
    a.card_sheet,
    a.card_row,
    case
        when a.exclusion is not null then a.exclusion
        when a.live_cards > 1 then 'trung'
        when a.is_shared = 1 then 'chung_ma'
        when a.in_accepted = 1 then 'khop_bon_cot'
        when a.in_received = 1 and a.ministry_state = 'chap_nhan' then 'bo_noi_dung_khac'
        when a.in_received = 1 and a.ministry_state = 'loi' then 'bo_tra_loi'
        when a.in_received = 1 and a.ministry_state = 'thu_hoi' then 'bo_thu_hoi'
        when a.in_received = 1 and a.has_older_at_bo = 1 then 'bo_ban_cu'
        when a.in_received = 1 and (a.is_reported = 1 or a.has_bo_answer = 1) then 'bo_chua_tra_loi'
        when a.in_received = 1 then 'chua_bao_cao_bo'
        when a.in_issued = 1 and a.receipt_state is null and a.has_older_at_so = 1 then 'so_ban_cu'
        when a.in_issued = 1 and a.receipt_state is null and a.is_sent = 0 then 'chua_gui'
        when a.in_issued = 1 and a.receipt_state = 'loi' then 'so_tu_choi'
        when a.in_issued = 1 and a.is_received = 0 then 'gui_chua_tiep_nhan'
        when a.in_issued = 1 then 'noi_dung_khac'
        when a.is_waiting = 1 then 'danh_gia_bo_sung'
        when a.has_card = 0 then 'khong_tao'
        when a.live_cards = 0 then 'thu_hoi_chua_thay'
        when a.has_homeroom = 0 then 'thieu_ky_gvcn'
        when a.has_head = 0 then 'thieu_ky_hieu_truong'
        when a.is_sealed = 0 then 'thieu_dau'
        else 'chua_ban_hanh'
    end as sync_class,
    case
        when a.in_issued = 0 then null
        when d.issue_by is null then 'khong_ro_han'
        when a.issued_on <= d.issue_by then 'dung_han'
        else 'muon_han'
    end as issued_timing,
    case
        when a.in_received = 0 then null
        when d.receive_by is null then 'khong_ro_han'
        when a.received_on <= d.receive_by then 'dung_han'
        else 'muon_han'
    end as received_timing,
    case
        when a.in_accepted = 0 then null
        when d.accept_by is null then 'khong_ro_han'
        when a.accepted_on <= d.accept_by then 'dung_han'
        else 'muon_han'
    end as accepted_timing
from accepted a
left join handover_deadline d on d.grade = a.grade and d.is_supplementary = a.is_supplementary

-- Trả học bạ khối cuối cấp về trường tiếp nhận: mỗi học bạ đang dùng của đơn vị đúng một lớp (handover_class), lớp xét trước thắng.
-- Trường tiếp nhận hỏi riêng thì thấy học bạ gửi tới mình mà trường gửi không thuộc phạm vi hỏi (side = 'nhan').
-- Quá hạn (is_over) mới hỏi điều đang chờ làm; không biết hạn thì hỏi ngay. due_on: ai cũng phải giải quyết trước ngày này.
with judged as (
    select
        c.*,
        d.due,
        d.settle_by,
        case when d.due is null or $as_of > d.due then 1 else 0 end as is_over,
        case when c.to_schools > 1 then 1 else 0 end as is_doubled,
        case when c.is_returned = 1 and c.version <> c.returned_version then 1 else 0 end as is_old,
        case
            when c.is_returned = 1 and c.version = c.returned_version and c.returned_hash <> c.kept_hash then 1
            else 0
        end as is_changed,
        case when c.is_returned = 1 and c.returned_on > d.due then 1 else 0 end as is_late,
        case
            when c.is_returned = 1 and c.is_enrolled = 1 and c.enrolled_code is not null
                and c.to_school_code is not null and c.is_at_its_school = 0 and c.to_schools = 1 then 1
            else 0
        end as is_elsewhere,
        case
            when c.is_returned = 1 and c.is_enrolled = 0 and c.is_listed_there = 1 and c.to_schools = 1 then 1
            else 0
        end as is_nobodys,
        case
            when c.is_here = 0 and c.is_stranger = 0 then 1
            else c.is_outside
        end as is_gone
    from handover_card c
    cross join return_due d
),
classed as (
    select
        j.*,
        case
            when is_returned = 0 and is_enrolled = 0 and is_gone = 1 then 'ngoai_dia_ban'
            when is_returned = 0 and is_enrolled = 0 and is_kept = 1 then 'o_lai_lop'
            when is_returned = 0 and is_enrolled = 0 and is_told_unenrolled = 1 then 'khong_nhap_hoc'
            when is_returned = 0 and live_cards > 1 then 'trung'
            when is_returned = 0 and is_stranger = 1 then 'thua'
            when is_doubled = 1 then 'tra_hai_noi'
            when is_nobodys = 1 then 'tra_khong_nhap_hoc'
            when is_elsewhere = 1 then 'tra_nham_truong'
            when is_old = 1 then 'phien_ban_cu'
            when is_changed = 1 then 'noi_dung_khac'
            when is_returned = 1 and is_before_lock = 1 then 'tra_truoc_chot'
            when is_returned = 1 and is_taken = 0 then 'da_tra_chua_nhan'
            when is_late = 1 then 'tra_muon'
            when is_returned = 1 then 'da_nhan'
            when is_enrolled = 0 then 'chua_ro_noi_hoc'
            when is_received = 0 then 'so_chua_co'
            else 'chua_tra'
        end as handover_class
    from judged j
),
sided as (
    select
        c.*,
        c.school_code as asked_code,
        coalesce(c.to_school_code, c.enrolled_code) as other_school_code,
        'gui' as side
    from classed c
    join unit_school u on u.school_code = c.school_code and u.is_counted = 1
    union all
    select c.*, coalesce(c.to_school_code, c.enrolled_code), c.school_code, 'nhan'
    from classed c
    join unit_school u on u.school_code = coalesce(c.to_school_code, c.enrolled_code) and u.is_counted = 1
    left join unit_school s on s.school_code = c.school_code and s.is_counted = 1
    where s.school_code is null
),
unclear as (
    select
        s.*,
        case
            when s.is_returned = 1 and s.return_state is null and s.state_text is not null then 1
            when s.return_state = 'da_nhan' and s.taken_on is null then 1
            when s.is_returned = 1 and s.returned_on is null then 1
            else 0
        end as is_unclear
    from sided s
),
waiting as (
    select
        s.*,
        case
            when s.is_over = 1 and s.is_unclear = 0 and s.handover_class = 'da_tra_chua_nhan' then 1
            else 0
        end as is_untaken,
        case when s.is_over = 1 and s.handover_class = 'chua_tra' then 1 else 0 end as is_owed,
        case when s.handover_class = 'so_chua_co' then 1 else 0 end as is_unsent,
        case
            when s.is_over = 1 and s.has_lists = 1 and s.handover_class = 'chua_ro_noi_hoc' then 1
            else 0
        end as is_lost,
        case when s.enrolled_schools > 1 then 1 else 0 end as is_on_two_lists
    from unclear s
)
select
    w.asked_code as school_code,
    w.grade,
    w.side,
    w.pupil_code,
    w.card_id,
    w.version,
    w.handover_class,
    w.is_returned,
    w.is_taken,
    w.returned_version,
    w.returned_hash as content_hash,
    w.kept_hash,
    w.returned_on as returned_at,
    w.taken_on as taken_at,
    w.state_text as return_state_text,
    w.other_school_code,
    w.to_school_code,
    w.enrolled_code,
    w.settle_by as due_on,
    w.is_untaken,
    w.is_elsewhere,
    w.is_owed,
    w.is_nobodys,
    w.is_doubled,
    w.is_changed,
    w.is_before_lock,
    w.is_old,
    w.is_late,
    w.is_unclear,
    w.is_unsent,
    w.is_lost,
    w.is_on_two_lists,
    w.source_file,
    w.sheet,
    w.row_number,
    $rules_handover
from waiting w
order by w.asked_code, w.source_file, w.sheet, w.row_number, w.card_id

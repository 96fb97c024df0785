-- Bốn cột chia thành nhóm nhỏ nhất không chồng nhau: theo trường, khối, lý do, đã chốt hay chưa.
-- side = trong: học bạ (ở cột danh sách: học sinh) đang được đếm. side = ngoai: chưa được đếm mà bên kia có thể đã đếm.
-- Ngoài cột còn có các lượt trả lời không phải là một học bạ: lượt trả lỗi, lượt thu hồi, lượt tiếp nhận lặp lại.
with school as (
    select school_code
    from unit_school
    where is_counted = 1 and is_known_school = 1
),
chain as (
    select 'issued' as chain_column
    union all
    select 'received' as chain_column
    union all
    select 'accepted' as chain_column
),
outsider as (
    select school_code, coalesce(pupil_code, card_id) as who, max(grade) as grade, max(is_locked) as is_locked
    from sync_item
    where item_class = 'ngoai_danh_sach'
    group by school_code, coalesce(pupil_code, card_id)
),
absent as (
    select n.chain_column, s.school_code, s.grade, s.sync_class, s.is_locked
    from sync s
    cross join chain n
    anti join sync_item i
        on i.chain_column = n.chain_column
        and i.school_code = s.school_code
        and i.pupil_code = s.pupil_code
        and s.copy_number = 1
    where
        not (n.chain_column = 'issued' and s.in_issued = 1)
        and not (n.chain_column = 'received' and s.in_received = 1)
        and not (n.chain_column = 'accepted' and s.in_accepted = 1)
),
said as (
    select
        'received' as chain_column,
        r.school_code,
        r.card_id,
        case
            when r.receipt_state = 'loi' then 'lan_loi'
            when r.receipt_state = 'thu_hoi' then 'lan_thu_hoi'
            when r.receipt_state is null then 'lan_khac'
            else 'lan_lap'
        end as reason,
        r.source_file,
        r.sheet,
        r.row_number
    from receipt r
    join school u on u.school_code = r.school_code
    union all
    select
        'accepted' as chain_column,
        m.school_code,
        m.card_id,
        case
            when m.ministry_state = 'loi' then 'lan_loi'
            when m.ministry_state = 'thu_hoi' then 'lan_thu_hoi'
            when m.ministry_state is null then 'lan_khac'
            else 'lan_lap'
        end as reason,
        m.source_file,
        m.sheet,
        m.row_number
    from ministry_receipt m
    join school u on u.school_code = m.school_code
),
beside as (
    select s.chain_column, s.school_code, k.grade, s.reason
    from said s
    left join sync_card k on k.school_code = s.school_code and k.card_id = s.card_id
    anti join sync_item i
        on i.chain_column = s.chain_column
        and i.school_code = s.school_code
        and i.source_file is not distinct from s.source_file
        and i.sheet is not distinct from s.sheet
        and i.row_number = s.row_number
),
part as (
    select 'roster' as chain_column, 'trong' as side, school_code, grade, sync_class as reason, is_locked
    from sync
    union all
    select 'roster' as chain_column, 'ngoai' as side, school_code, grade, 'ngoai_danh_sach' as reason, is_locked
    from outsider
    union all
    select
        chain_column,
        'trong' as side,
        school_code,
        grade,
        coalesce(item_class, case when is_supplementary = 1 then 'dot_bo_sung' else timing end) as reason,
        is_locked
    from sync_item
    union all
    select chain_column, 'ngoai' as side, school_code, grade, sync_class as reason, is_locked
    from absent
    union all
    select chain_column, 'ngoai' as side, school_code, grade, reason, 0 as is_locked
    from beside
)
select chain_column, side, school_code, grade, reason, is_locked, count(*) as cards
from part
group by chain_column, side, school_code, grade, reason, is_locked
order by chain_column, side, school_code, grade, reason, is_locked

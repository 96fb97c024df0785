-- Mỗi học bạ đứng trong một cột, kèm khối và lớp của nó.
-- item_class rỗng: là học bạ của một em mà chuỗi tới được cột này. Còn lại là phần thêm: lớp của em ấy, hoặc ngoai_danh_sach.
with listed as (
    select school_code, pupil_code, grade, sync_class
    from sync
    where pupil_code is not null and copy_number = 1
),
placed as (
    select h.*, cast(null as text) as item_class
    from sync_held h
    where h.is_reached = 1 and h.grade is not null
    union all
    select
        h.chain_column,
        h.school_code,
        h.pupil_code,
        h.card_id,
        h.version,
        h.source_file,
        h.sheet,
        h.row_number,
        coalesce(h.grade, l.grade, k.grade) as grade,
        h.is_supplementary,
        h.timing,
        h.is_reached,
        case when h.is_reached = 0 then coalesce(l.sync_class, 'ngoai_danh_sach') end as item_class
    from sync_held h
    left join listed l on l.school_code = h.school_code and l.pupil_code = h.pupil_code
    left join sync_card k on k.school_code = h.school_code and k.card_id = h.card_id
    where h.is_reached = 0 or h.grade is null
)
select
    p.chain_column,
    p.school_code,
    p.grade,
    p.pupil_code,
    p.card_id,
    p.version,
    p.item_class,
    p.is_supplementary,
    p.timing,
    case when g.locked_at is not null then 1 else 0 end as is_locked,
    p.source_file,
    p.sheet,
    p.row_number
from placed p
left join registry_state g on g.card_id = p.card_id and g.version = p.version

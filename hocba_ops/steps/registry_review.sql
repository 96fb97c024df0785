-- Lịch sử học bạ không hợp lệ: với mỗi phiên bản, mốc sai đầu tiên của sổ, nằm ở tệp, trang, dòng nào.
-- Thêm dòng của sổ không có mã học bạ hoặc số phiên bản: không biết là học bạ nào nên không ghi được mốc nào.
-- Phiên bản không còn mốc nào nhưng vẫn còn dòng trong sổ mới thì là mốc bị xoá (gone), không phải mất phiên bản (missing).
with faulty as (
    select
        f.card_id, f.version, f.school_code, f.pupil_code, f.state, f.happened_at, f.before, f.held_at, f.reason,
        case when f.why = 'missing' and c.card_id is not null then 'gone' else f.why end as why,
        case when f.why = 'missing' and c.card_id is not null then c.source_file else f.source_file end as source_file,
        case when f.why = 'missing' and c.card_id is not null then c.sheet else f.sheet end as sheet,
        case when f.why = 'missing' and c.card_id is not null then c.row_number else f.row_number end as row_number
    from registry_fault f
    left join card c on c.card_id = f.card_id and c.version = f.version
    union all
    select
        c.card_id, c.version, c.school_code, c.pupil_code, c.state, null, null,
        null, null, 'no_key', c.source_file, c.sheet, c.row_number
    from card c
    where c.card_id is null or c.version is null
    union all
    select
        r.card_id, r.version, r.school_code, r.pupil_code, null, r.received_at, null,
        null, null, 'no_key', r.source_file, r.sheet, r.row_number
    from receipt r
    where r.card_id is null or r.version is null
    union all
    select
        b.card_id, b.version, b.school_code, b.pupil_code, null, b.returned_at, null,
        null, null, 'no_key', b.source_file, b.sheet, b.row_number
    from card_return b
    where b.card_id is null or b.version is null
)
select f.*
from faulty f
join unit_school u on u.school_code = f.school_code and u.is_counted = 1
order by f.school_code, f.source_file, f.sheet, f.row_number, f.card_id, f.version

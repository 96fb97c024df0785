-- Dòng trả mà không có học bạ đang dùng nào ứng với: mã học bạ lạ, thiếu mã, hoặc học bạ đã thu hồi, thay thế.
with live as (
    select distinct card_id
    from handover_card
),
written as (
    select distinct card_id
    from card
    where card_id is not null
)
select
    r.school_code,
    r.pupil_code,
    r.card_id,
    r.version,
    r.version as returned_version,
    r.to_school_code as other_school_code,
    d.settle_by as due_on,
    case when w.card_id is null then 'HB-BG-10' else 'HB-BG-08' end as code,
    r.source_file,
    r.sheet,
    r.row_number
from card_return r
join unit_school u on u.school_code = r.school_code and u.is_counted = 1
cross join return_due d
left join live l on l.card_id = r.card_id
left join written w on w.card_id = r.card_id
where l.card_id is null
order by r.school_code, r.source_file, r.sheet, r.row_number

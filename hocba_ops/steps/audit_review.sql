-- Mọi điều phải hỏi, với dòng nhật ký nơi nó bắt đầu: ai hoặc địa chỉ nào (đã che), lúc nào, đơn vị nào, đếm được bao nhiêu.
with found as (
    select * from audit_burst
    union all
    select * from audit_hours
    union all
    select * from audit_shared
    union all
    select * from audit_lock
)
select
    f.watch,
    f.code,
    f.per,
    f.actor,
    f.n,
    f.amount,
    case when f.per = 'address' then t.shown_address else t.who end as who,
    t.moment,
    t.event,
    t.school_code,
    t.source_file,
    t.sheet,
    t.row_number
from found f
join trail t on t.n = f.n
order by f.n, f.watch

-- Nhật ký theo đơn vị được hỏi tới: lượt xem, số dòng đã hiện, mở chỗ che, tải tệp, bị từ chối, số tài khoản.
select
    t.about_unit as unit_id,
    sum(case when t.event = 'rows_read' then 1 else 0 end) as reads,
    sum(case when t.event in ('rows_read', 'revealed', 'exported') then t.rows else 0 end) as rows_shown,
    sum(case when t.event = 'revealed' then 1 else 0 end) as reveals,
    sum(case when t.event = 'exported' then 1 else 0 end) as exports,
    sum(case when t.event = 'refused' then 1 else 0 end) as refusals,
    count(distinct case when t.account <> '' then t.account end) as accounts
from trail t
join trail_unit u on u.unit_id = t.about_unit
group by t.about_unit
order by unit_id

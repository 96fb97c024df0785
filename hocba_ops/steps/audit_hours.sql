-- Ngoài giờ của ngày làm việc, hoặc trong ngày nghỉ: mỗi tài khoản mỗi ngày một dòng khi số lượt (hoặc số dòng đã xem) vượt mức `most`.
with outside as (
    select
        w.watch, w.code, w.most, t.account, t.day, t.n,
        case when w.counts = 'rows' then t.rows else 1 end as amount
    from trail t
    join watch w on w.event = t.event
    where t.account <> ''
        and (
            (w.shape = 'day_off' and t.is_workday = 0)
            or (w.shape = 'hours' and t.is_workday = 1 and (t.minute < w.from_minute or t.minute >= w.to_minute))
        )
)
select watch, code, 'account' as per, account as actor, min(n) as n, sum(amount) as amount
from outside
group by watch, code, most, account, day
having sum(outside.amount) > most
order by watch, actor, n

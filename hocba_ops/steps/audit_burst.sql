-- Dồn dập: với mỗi điều theo dõi (watch) và mỗi tài khoản hoặc địa chỉ, ngày có lúc mà số lượt (hoặc số dòng đã xem) trong khoảng `seconds`
-- giây kể từ một dòng nhật ký vượt mức `most`. Mỗi ngày một dòng: dòng nhật ký đầu của khoảng vượt mức đầu tiên, và số lớn nhất trong ngày.
-- Cộng dồn theo thời gian rồi trừ hai đầu: điểm hỏi (kind 0) đứng trước các dòng nhật ký (kind 1) cùng giây nên khoảng không gồm giây cuối.
with marked as (
    select
        w.watch, w.code, w.per, w.most, w.seconds, t.n, t.day, t.second,
        case when w.per = 'address' then t.address else t.account end as actor,
        case when w.counts = 'rows' then t.rows else 1 end as amount
    from trail t
    join watch w on w.event = t.event and w.shape = 'burst' and (w.logins_only = 0 or t.is_login = 1)
),
known as (
    select * from marked where actor <> ''
),
points as (
    select watch, actor, second, 1 as kind, n, amount, 0 as side from known
    union all
    select watch, actor, second, 0 as kind, n, 0 as amount, 1 as side from known
    union all
    select watch, actor, second + seconds as second, 0 as kind, n, 0 as amount, 2 as side from known
),
summed as (
    select watch, n, side, sum(amount) over (partition by watch, actor order by second, kind) as total
    from points
),
counted as (
    select k.watch, k.code, k.per, k.actor, k.day, k.most, k.n, b.total - a.total as amount
    from known k
    join summed a on a.watch = k.watch and a.n = k.n and a.side = 1
    join summed b on b.watch = k.watch and b.n = k.n and b.side = 2
)
select watch, code, per, actor, min(n) as n, max(amount) as amount
from counted
where amount > most
group by watch, code, per, actor, day
order by watch, actor, n

-- Nhật ký theo ngày: số dòng, số dòng học sinh và cán bộ đã hiện, số lần bị từ chối, số tài khoản.
select
    day,
    count(*) as entries,
    sum(case when event in ('rows_read', 'revealed', 'exported') then rows else 0 end) as rows_shown,
    sum(case when event in ('refused', 'login_refused', 'limited') then 1 else 0 end) as refusals,
    count(distinct case when account <> '' then account end) as accounts
from trail
group by day
order by day

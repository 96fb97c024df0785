-- Nhật ký theo việc: số dòng, số dòng, học bạ hoặc tệp mà việc ấy đụng tới, số tài khoản.
select
    event as trail_event,
    count(*) as entries,
    sum(rows) as rows_told,
    count(distinct case when account <> '' then account end) as accounts
from trail
group by event
order by trail_event

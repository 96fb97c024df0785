-- Một tài khoản dùng như hai người: từ hai địa chỉ mạng cách nhau không quá `seconds` giây (hai dòng liền nhau của tài khoản ấy khác địa chỉ),
-- hoặc hai phiên xen nhau trong một ngày (phiên này mở trước, còn được dùng sau khi phiên kia đã dùng). Máy của cơ quan không đăng nhập thì không xét.
with asked as (
    select w.watch, w.code, w.shape, w.seconds, t.account, t.day, t.second, t.n, t.address, t.session
    from trail t
    join watch w on w.event = t.event
    where t.account <> '' and t.is_login = 1
),
ordered as (
    select
        watch, code, seconds, account, day, second, n, address,
        row_number() over (partition by watch, account order by second, n) as place
    from asked
    where shape = 'addresses' and address <> ''
),
moved as (
    select b.watch, b.code, b.account, b.day, b.n, a.address as before, b.address as after
    from ordered a
    join ordered b on b.watch = a.watch and b.account = a.account and b.place = a.place + 1
    where a.address <> b.address and b.second - a.second <= b.seconds
),
places as (
    select watch, code, account, day, n, before as address from moved
    union
    select watch, code, account, day, n, after as address from moved
),
span as (
    select watch, code, account, day, session, min(n) as first_n, max(n) as last_n
    from asked
    where shape = 'sessions' and session <> ''
    group by watch, code, account, day, session
),
mixed as (
    select b.watch, b.code, b.account, b.day, b.first_n as n, a.session as one, b.session as other
    from span a
    join span b on b.watch = a.watch and b.account = a.account and b.day = a.day and b.session <> a.session
    where a.first_n < b.first_n and a.last_n > b.first_n
),
sessions as (
    select watch, code, account, day, n, one as session from mixed
    union
    select watch, code, account, day, n, other as session from mixed
)
select watch, code, 'account' as per, account as actor, min(n) as n, count(distinct address) as amount
from places
group by watch, code, account, day
union all
select watch, code, 'account' as per, account as actor, min(n) as n, count(distinct session) as amount
from sessions
group by watch, code, account, day
order by watch, actor, n

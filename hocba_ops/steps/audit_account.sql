-- Tài khoản thấy trong nhật ký (mẫu số) và trong đó tài khoản không có điều nào phải hỏi (tử số): theo trường, và cả đơn vị (mỗi tài khoản một lần).
with seen as (
    select distinct school_code, account from trail where account <> ''
),
asked as (
    select distinct actor from audit_review where per = 'account'
),
told as (
    select s.school_code, s.account
    from seen s
    join unit_school u on u.school_code = s.school_code
    where s.school_code <> $unit
    union
    select cast($unit as text) as school_code, account from seen
)
select
    t.school_code,
    count(*) as denominator,
    sum(case when a.actor is null then 1 else 0 end) as numerator
from told t
left join asked a on a.actor = t.account
group by t.school_code
order by t.school_code

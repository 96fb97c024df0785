-- Phiên bản học bạ có lịch sử hợp lệ trên số phiên bản trong sổ của trường, theo trường và khối.
with faulty as (
    select distinct card_id, version from registry_review
)
select
    c.school_code,
    c.grade,
    count(*) as denominator,
    sum(case when f.card_id is null and c.card_id is not null and c.version is not null then 1 else 0 end) as numerator
from card c
join unit_school u on u.school_code = c.school_code and u.is_counted = 1
left join faulty f on f.card_id = c.card_id and f.version = c.version
group by c.school_code, c.grade
order by c.school_code, c.grade

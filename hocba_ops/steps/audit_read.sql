-- Lượt xem từng dòng, mở chỗ che, tải tệp về một đơn vị (mẫu số) và trong đó lượt do người của chính đơn vị ấy (tử số): theo trường, và cả đơn vị.
with reads as (
    select about_unit, unit from trail where event in ('rows_read', 'revealed', 'exported')
),
told as (
    select r.about_unit as school_code, case when r.unit = r.about_unit then 1 else 0 end as is_own
    from reads r
    join unit_school u on u.school_code = r.about_unit
    where r.about_unit <> $unit
    union all
    select cast($unit as text) as school_code, case when o.unit_id is not null then 1 else 0 end as is_own
    from reads r
    join trail_unit a on a.unit_id = r.about_unit
    left join trail_unit o on o.unit_id = r.unit
)
select school_code, count(*) as denominator, sum(is_own) as numerator
from told
group by school_code
order by school_code

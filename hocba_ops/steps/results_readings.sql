-- Các em mà thông tư đọc được hai cách: số em theo trường, khối, học kỳ và hai kết quả. Cách nào đúng thì nhà trường giải trình.
with two as (
    select school_code, grade, term, 'learning' as judged, narrow as first_reading, wide as second_reading
    from results_secondary
    where is_assessed = 1 and narrow <> wide
    union all
    select
        school_code,
        grade,
        term,
        'conduct' as judged,
        conduct_first as first_reading,
        conduct_other as second_reading
    from results_secondary
    where is_assessed = 1 and conduct_first <> conduct_other
)
select school_code, grade, term, judged, first_reading, second_reading, count(*) as pupils
from two
group by school_code, grade, term, judged, first_reading, second_reading
order by school_code, grade, term, judged, first_reading, second_reading

-- Học bạ đã chốt theo trường và khối: bao nhiêu đã so được với bản kết xuất từ ngày chốt trở đi, bao nhiêu còn nguyên.
with exported as (
    select school_code, max(as_of) as seen_on
    from card
    group by school_code
),
faulty as (
    select distinct school_code, card_id, version
    from lock
    where verdict = 'violation'
),
told as (
    select
        l.school_code,
        l.grade,
        case when e.seen_on >= l.locked_as_of then 1 else 0 end as is_compared,
        case when f.card_id is null then 1 else 0 end as is_sound
    from locked_record l
    join unit_school u on u.school_code = l.school_code and u.is_counted = 1
    left join exported e on e.school_code = l.school_code
    left join faulty f on f.school_code = l.school_code and f.card_id = l.card_id and f.version = l.version
    where l.school_year = $school_year and l.locked_as_of <= $as_of
)
select
    school_code,
    grade,
    count(*) as locked,
    sum(is_compared) as compared,
    sum(is_compared * is_sound) as unchanged
from told
group by school_code, grade
order by school_code, grade

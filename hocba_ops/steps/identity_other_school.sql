-- Mỗi cách viết trường kia (chuyển đi đâu, từ đâu đến) chỉ đúng một trường: trường nào, danh sách mới nhất của trường ấy ngày nào.
-- Nhìn mọi danh sách trong kho, kể cả trường ngoài đơn vị đang hỏi.
with told_school as (
    select w.said, s.school_code
    from (select distinct other_school from pupil where other_school is not null) p
    join identity_word w on w.said = p.other_school
    join identity_word n on n.place_key = w.place_key
    join school s on s.name = n.said
    union
    select p.other_school, s.school_code
    from (select distinct other_school from pupil where other_school is not null) p
    join school s on s.school_code = p.other_school or s.alias_code = p.other_school
),
known_word as (
    select said, min(school_code) as school_code
    from told_school
    group by said
    having count(distinct told_school.school_code) = 1
),
listed as (
    select school_code, max(as_of) as listed_on
    from pupil
    where school_code is not null
    group by school_code
)
select k.said, k.school_code, l.listed_on
from known_word k
left join listed l on l.school_code = k.school_code
order by k.said

-- Học sinh của trường đã sáp nhập, chia tách, giải thể hoặc đổi mã, nay đứng trong danh sách của trường nào (holder_code).
-- is_listed = 1: em có tên trong danh sách mà trường kế tục nộp từ ngày có hiệu lực; học bạ em đang có tính cho trường ấy.
-- pupil_code rỗng: mọi trường kế tục đã nộp danh sách, nên danh sách cũ của trường đã kết thúc không còn được đếm.
with ended as (
    select s.school_code, s.successor_code, s.valid_from
    from school_succession s
    where
        s.valid_from <= $as_of
        and s.successor_code is not null
        and s.school_code not in (
            select k.school_code from school_succession k where k.successor_code = k.school_code
        )
),
listed as (
    select distinct e.school_code, e.successor_code, p.pupil_code
    from ended e
    join pupil p on p.school_code = e.successor_code and p.as_of >= e.valid_from
),
awaited as (
    select distinct e.school_code
    from ended e
    left join listed l on l.school_code = e.school_code and l.successor_code = e.successor_code
    where l.school_code is null
)
select school_code, pupil_code, min(successor_code) as holder_code, 1 as is_listed
from listed
where pupil_code is not null
group by school_code, pupil_code
union all
select school_code, cast(null as text) as pupil_code, min(successor_code) as holder_code, 0 as is_listed
from ended
where school_code not in (select school_code from awaited)
group by school_code

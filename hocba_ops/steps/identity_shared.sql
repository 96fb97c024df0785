-- Mỗi em mang một số định danh còn đứng ở mã học sinh khác: một trường khác cũng giữ số ấy, mấy trường như thế, hạn đối chiếu ngày nào.
-- Nhìn mọi danh sách trong kho, kể cả trường ngoài đơn vị đang hỏi. Trường còn em đang học được nêu;
-- trường đã chuyển em đi chỉ được nêu khi không còn em nào khác giữ số ấy đang học.
-- Một số ở hai mã là hai em, trừ khi một em đã chuyển đi và cùng ngày sinh: đó là một em mang mã mới (HB-ID-42).
with shared_number as (
    select person_id, max(as_of) as seen_on
    from pupil
    where person_id is not null and pupil_code is not null
    group by person_id
    having min(case when coalesce(pupil_status, 'dang_hoc') <> 'chuyen_di' then pupil_code end)
        <> max(case when coalesce(pupil_status, 'dang_hoc') <> 'chuyen_di' then pupil_code end)
        or (
            min(pupil_code) <> max(pupil_code)
            and (min(birth_date) <> max(birth_date) or min(school_code) = max(school_code))
        )
),
holder as (
    select
        p.person_id,
        p.school_code,
        p.pupil_code,
        max(case when p.pupil_status in ('chuyen_di', 'thoi_hoc') then 0 else 1 end) as is_here
    from pupil p
    semi join shared_number n on n.person_id = p.person_id
    where p.school_code is not null
    group by p.person_id, p.school_code, p.pupil_code
),
school_holder as (
    select
        person_id,
        school_code,
        min(pupil_code) as first_code,
        max(pupil_code) as last_code,
        max(is_here) as is_here
    from holder
    group by person_id, school_code
),
met as (
    select
        h.school_code,
        h.person_id,
        h.pupil_code,
        max(case when o.school_code = h.school_code then 1 else 0 end) as is_own,
        min(case when o.school_code <> h.school_code and o.is_here = 1 then o.school_code end) as here_code,
        sum(case when o.school_code <> h.school_code and o.is_here = 1 then 1 else 0 end) as here_schools,
        min(case when o.school_code <> h.school_code and o.is_here = 0 then o.school_code end) as left_code,
        sum(case when o.school_code <> h.school_code and o.is_here = 0 then 1 else 0 end) as left_schools
    from holder h
    left join school_holder o
        on o.person_id = h.person_id
        and (o.first_code is distinct from h.pupil_code or o.last_code is distinct from h.pupil_code)
    group by h.school_code, h.person_id, h.pupil_code
)
select
    m.school_code,
    m.person_id,
    m.pupil_code,
    case when m.is_own = 1 or m.here_schools > 0 then m.here_code else m.left_code end as other_school_code,
    case when m.is_own = 1 or m.here_schools > 0 then m.here_schools else m.left_schools end as other_schools,
    w.due_on
from met m
join shared_number n on n.person_id = m.person_id
left join settle_due w on w.seen_on = n.seen_on
order by m.school_code, m.person_id, m.pupil_code

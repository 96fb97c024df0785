-- Em chuyển trường trong năm, hai trường đều có danh sách trong kho: trường nào giữ học bạ đang dùng, trường nào phải lập.
-- Mỗi em một dòng, nêu ở trường em đang học; còn tên ở cả hai danh sách thì trường ghi chuyển đến là trường mới. Trường cũ ban hành khi em còn học ở đó (đến hết ngày chuyển) thì học bạ ấy là của em.
with here as (
    select
        p.school_code,
        p.pupil_code,
        p.grade,
        p.status_date,
        case when p.pupil_status = 'chuyen_den' then 1 else 0 end as is_arrived,
        p.as_of,
        p.source_file,
        p.sheet,
        p.row_number,
        row_number() over (
            partition by p.school_code, p.pupil_code order by p.source_file, p.sheet, p.row_number
        ) as place
    from pupil p
    where
        p.pupil_code is not null
        and p.grade >= $first_grade
        and p.grade <= $last_grade
        and coalesce(p.pupil_status, 'dang_hoc') not in ('chuyen_di', 'thoi_hoc')
),
left_school as (
    select school_code, pupil_code, max(status_date) as left_on
    from pupil
    where pupil_code is not null and pupil_status = 'chuyen_di'
    group by school_code, pupil_code
),
issued as (
    select
        school_code,
        pupil_code,
        min(issued_at) as issued_at,
        max(case when withdrawn_at is null and coalesce(state, '') not in ('thu_hoi', 'da_thay_the', 'huy_bo')
            and card.issued_at is not null then 1 else 0 end) as is_live
    from card
    where pupil_code is not null
    group by school_code, pupil_code
),
paired as (
    select
        h.*,
        l.school_code as old_code,
        l.left_on
    from here h
    join left_school l on l.pupil_code = h.pupil_code and l.school_code <> h.school_code
    left join here b on b.pupil_code = l.pupil_code and b.school_code = l.school_code
    where h.place = 1 and b.pupil_code is null
    union all
    select h.*, b.school_code, h.status_date
    from here h
    join here b on b.pupil_code = h.pupil_code and b.school_code <> h.school_code and b.place = 1
    where
        h.place = 1
        and (h.is_arrived > b.is_arrived or (h.is_arrived = b.is_arrived and h.school_code > b.school_code))
),
held as (
    select
        p.*,
        coalesce(n.is_live, 0) as is_new_issued,
        coalesce(o.is_live, 0) as is_old_issued,
        cast(o.issued_at as date) as old_issued_on,
        g.sign_by
    from paired p
    left join issued n on n.school_code = p.school_code and n.pupil_code = p.pupil_code
    left join issued o on o.school_code = p.old_code and o.pupil_code = p.pupil_code
    left join grade_deadline g on g.grade = p.grade
),
classed as (
    select
        h.*,
        case
            when is_new_issued = 1 and is_old_issued = 1 then 'hai_truong_lap'
            when is_new_issued = 1 then 'truong_moi_lap'
            when is_old_issued = 1 and old_issued_on <= left_on then 'truong_cu_lap'
            when is_old_issued = 1 then 'truong_cu_lap_sau'
            else 'chua_truong_nao_lap'
        end as moved_class
    from held h
),
judged as (
    select
        c.school_code,
        c.grade,
        c.pupil_code,
        c.old_code as other_school_code,
        c.moved_class,
        d.settle_by as due_on,
        case when c.moved_class = 'hai_truong_lap' then 1 else 0 end as is_issued_twice,
        case when c.moved_class = 'truong_cu_lap_sau' then 1 else 0 end as is_issued_after_leaving,
        case
            when c.moved_class = 'chua_truong_nao_lap' and (c.sign_by is null or $as_of > c.sign_by) then 1
            else 0
        end as is_issued_by_none,
        c.source_file,
        c.sheet,
        c.row_number
    from classed c
    join unit_school u on u.school_code = c.school_code and u.is_counted = 1 and u.is_known_school = 1
    cross join return_due d
    left join exemption x
        on x.school_code = c.school_code
        and (x.pupil_code is null or x.pupil_code = c.pupil_code)
        and x.valid_from <= $as_of
        and (x.valid_to is null or x.valid_to >= $as_of)
    where x.school_code is null and u.school_kind = 'tieu_hoc'
)
select
    j.school_code,
    j.grade,
    j.pupil_code,
    j.other_school_code,
    j.moved_class,
    j.due_on,
    j.is_issued_twice,
    j.is_issued_after_leaving,
    j.is_issued_by_none,
    j.source_file,
    j.sheet,
    j.row_number,
    $rules_moved_card
from judged j
order by j.school_code, j.source_file, j.sheet, j.row_number

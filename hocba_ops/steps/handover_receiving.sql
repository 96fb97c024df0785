-- Phía trường tiếp nhận: mỗi em nhập học một dòng, học bạ của em đang ở đâu. Em nhập học mà kho không có học bạ thì nói rõ vì sao.
-- Gồm em vào trường của đơn vị, và em của trường trong đơn vị đi nơi khác; is_inside = 1: trường tiếp nhận thuộc đơn vị.
with held as (
    select
        c.pupil_code,
        min(c.school_code) as from_code,
        max(case when u.school_code is not null then 1 else 0 end) as is_ours,
        max(c.is_returned) as is_returned
    from handover_card c
    left join unit_school u on u.school_code = c.school_code and u.is_counted = 1
    group by c.pupil_code
),
back as (
    select
        pupil_code,
        to_school_code,
        max(case when taken_at is not null or return_state = 'da_nhan' then 1 else 0 end) as is_taken
    from card_return
    group by pupil_code, to_school_code
),
seen as (
    select distinct pupil_code
    from pupil
    where grade = $last_grade and pupil_code is not null
)
select
    e.school_code,
    e.school_name,
    e.pupil_code,
    case when i.school_code is not null then 1 else 0 end as is_inside,
    case
        when b.is_taken = 1 then 'da_nhan'
        when b.is_taken = 0 then 'da_tra_chua_nhan'
        when h.is_returned = 1 then 'tra_nham_truong'
        when h.is_returned = 0 then 'chua_tra'
        when s.pupil_code is not null then 'khong_co_hoc_ba'
        else 'ngoai_kho'
    end as receiving_class
from handover_enrolled e
left join unit_school i on i.school_code = e.school_code and i.is_counted = 1
left join held h on h.pupil_code = e.pupil_code
left join back b on b.pupil_code = e.pupil_code and b.to_school_code = e.school_code
left join seen s on s.pupil_code = e.pupil_code
where
    e.enrolment_state = 'nhap_hoc'
    and e.school_code is not null
    and (e.is_own_list = 0 or h.pupil_code is not null)
    and (i.school_code is not null or h.is_ours = 1)
order by e.school_code, e.source_file, e.sheet, e.row_number

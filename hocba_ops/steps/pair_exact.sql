-- Cặp nghi trùng tìm bằng quy tắc chắc chắn, không cần chấm điểm; mỗi cặp một dòng, row_id_l < row_id_r.
-- (1) cùng họ tên không dấu, cùng ngày sinh, không trái giới tính, và cùng cha hoặc cùng mẹ;
-- (2) cùng họ tên không dấu, cùng ngày sinh, một bên chưa có số định danh, cha mẹ không trái nhau;
-- (3) hai số định danh chỉ khác nhau ở số 0 bị mất, cùng họ tên không dấu hoặc cùng ngày sinh.
with matched as (
    select l.row_id as row_id_l, r.row_id as row_id_r
    from pupil_key l
    join pupil_key r on r.name_key = l.name_key and r.birth_date = l.birth_date and r.row_id > l.row_id
    union
    select l.row_id as row_id_l, r.row_id as row_id_r
    from pupil_key l
    join pupil_key r on r.number_tail = l.number_tail and r.number <> l.number and r.row_id > l.row_id
    where r.name_key = l.name_key or r.birth_date = l.birth_date
),
compared as (
    select
        m.row_id_l,
        m.row_id_r,
        case
            when l.name_text = r.name_text then 'trung'
            when l.name_key = r.name_key and (l.has_marks = 0 or r.has_marks = 0) then 'khong_dau'
            when l.name_key = r.name_key then 'khac_dau'
            else 'khac'
        end as name,
        case
            when l.birth_date is null or r.birth_date is null then 'khong_ro'
            when l.birth_date = r.birth_date then 'trung'
            else 'khac'
        end as birth,
        case
            when l.sex is null or r.sex is null then 'khong_ro'
            when l.sex = r.sex then 'trung'
            else 'khac'
        end as sex,
        case
            when l.mother_key = r.mother_key and l.father_key = r.father_key then 'ca_hai'
            when l.mother_key = r.mother_key and (l.father_key is null or r.father_key is null) then 'me'
            when l.father_key = r.father_key and (l.mother_key is null or r.mother_key is null) then 'cha'
            when l.mother_key = r.mother_key or l.father_key = r.father_key then 'mot_ben'
            when (l.mother_key is null or r.mother_key is null) and (l.father_key is null or r.father_key is null)
                then 'khong_ro'
            else 'khac'
        end as parents,
        case
            when l.number is null or r.number is null then 'khong_ro'
            when l.number = r.number then 'trung'
            when l.number_tail = r.number_tail then 'mat_so_0'
            else 'khac'
        end as number
    from matched m
    join pupil_key l on l.row_id = m.row_id_l
    join pupil_key r on r.row_id = m.row_id_r
)
select row_id_l, row_id_r, name, birth, sex, parents, number
from compared
where
    sex <> 'khac'
    and (
        number = 'mat_so_0'
        or parents in ('ca_hai', 'me', 'cha', 'mot_ben')
        or (number = 'khong_ro' and parents <> 'khac')
    )
order by row_id_l, row_id_r

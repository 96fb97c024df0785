-- Bảng điểm của cả hai cấp, mỗi học bạ và môn một dòng. Tiểu học: mức và điểm kiểm tra định kỳ; trung học: điểm trung bình từng kỳ.
-- Môn không có mã trong danh mục thì mamonhoc trống và thành điều phải sửa. Tên dài hơn 20 ký tự ở trung học thì lấy tên ngắn.
with primary_row as (
    select
        c.school_code,
        c.card_id,
        i.item as subject,
        max(i.level) as level,
        max(i.score) as score
    from export_card c
    join result_item i on i.school_code = c.school_code and i.pupil_code = c.pupil_code and i.kind = 'mon_hoc'
    where c.grade between $first_grade and $last_grade and (i.level is not null or i.score is not null)
    group by c.school_code, c.card_id, i.item
),
marked as (
    select
        s.school_code,
        s.pupil_code,
        coalesce(s.subject, s.subject_text) as subject,
        s.term,
        max(s.class_name) as class_name,
        max(s.tenths) as tenths,
        max(s.level) as level
    from score s
    where s.kind = 'tb' and (s.tenths is not null or s.level is not null)
    group by s.school_code, s.pupil_code, coalesce(s.subject, s.subject_text), s.term
),
wired as (
    select
        m.school_code,
        m.pupil_code,
        m.subject,
        m.term,
        m.class_name,
        coalesce(
            l.wire, cast(m.tenths // 10 as text) || '.' || cast(m.tenths - (m.tenths // 10) * 10 as text)
        ) as wire
    from marked m
    left join exchange_level l on l.level = m.level
),
secondary_row as (
    select
        c.school_code,
        c.card_id,
        w.subject,
        max(w.class_name) as class_name,
        max(case when w.term = 'hk1' then w.wire end) as diemhocky1,
        max(case when w.term = 'hk2' then w.wire end) as diemhocky2,
        max(case when w.term = 'ca_nam' then w.wire end) as diemcanam,
        max(case when w.term = 'sau_he' then w.wire end) as diemkttralai
    from export_card c
    join wired w on w.school_code = c.school_code and w.pupil_code = c.pupil_code
    where c.grade > $last_grade
    group by c.school_code, c.card_id, w.subject
),
taught as (
    select
        t.school_code,
        t.class_name,
        t.subject,
        t.staff_code,
        row_number() over (
            partition by t.school_code, t.class_name, t.subject order by t.source_file, t.sheet, t.row_number
        ) as place
    from teaching t
),
person as (
    select
        s.school_code,
        s.staff_code,
        s.full_name,
        s.person_id,
        row_number() over (
            partition by s.school_code, s.staff_code order by s.source_file, s.sheet, s.row_number
        ) as place
    from staff s
)
select
    r.school_code,
    r.card_id,
    1 as is_primary,
    r.subject,
    s.place,
    s.code as mamonhoc,
    s.name as tenmonhoc,
    r.level as mucdatduoc,
    case when r.level = 'M' then 'M' when r.score is not null then cast(r.score as text) end as diemkiemtradinhky,
    cast(null as text) as diemhocky1,
    cast(null as text) as diemhocky2,
    cast(null as text) as diemcanam,
    cast(null as text) as diemkttralai,
    cast(null as text) as soddcngvbm,
    cast(null as text) as gvbm
from primary_row r
left join exchange_subject s on s.subject = r.subject
union all
select
    r.school_code,
    r.card_id,
    0,
    r.subject,
    s.place,
    s.code,
    coalesce(s.short_name, r.subject),
    cast(null as text),
    cast(null as text),
    r.diemhocky1,
    r.diemhocky2,
    r.diemcanam,
    r.diemkttralai,
    g.person_id,
    g.full_name
from secondary_row r
left join exchange_subject s on s.subject = r.subject
left join taught t
    on t.school_code = r.school_code and t.class_name = r.class_name and t.subject = r.subject and t.place = 1
left join person g on g.school_code = t.school_code and g.staff_code = t.staff_code and g.place = 1
order by school_code, card_id, place, subject

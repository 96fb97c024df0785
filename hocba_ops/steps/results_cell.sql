-- Từng ô điểm cấp trung học như tệp ghi, của các em phải rà soát: môn ấy của khối chấm điểm hay chỉ nhận xét, giá trị đọc được không.
with graded as (
    select distinct grade
    from secondary_subject
),
known as (
    select distinct r.school_code, r.pupil_code, r.grade
    from results_roster r
    join graded g on g.grade = r.grade
    where
        r.in_review = 1
        and r.pupil_code is not null
        and r.copy_number = 1
        and coalesce(r.is_not_assessed, false) = false
)
select
    s.school_code,
    k.grade,
    s.pupil_code,
    s.subject,
    s.subject || '.' || s.term || '.' || s.kind as item,
    s.term,
    s.kind,
    s.place,
    s.tenths,
    s.level,
    s.value_text,
    b.is_comment,
    case
        when s.level in ('dat', 'chua_dat') and b.is_comment = 1 then 1
        when s.tenths is not null and b.is_comment = 0 then 1
        when s.level = 'mien' then 1
        else 0
    end as is_sound,
    s.source_file,
    s.sheet,
    s.row_number
from score s
join known k on k.school_code = s.school_code and k.pupil_code = s.pupil_code
left join secondary_subject b on b.grade = k.grade and b.subject = s.subject
where s.subject is not null and s.term is not null and s.value_text is not null
order by s.school_code, s.source_file, s.sheet, s.row_number, item, s.place, s.pupil_code

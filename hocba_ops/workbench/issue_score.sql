-- Điểm trung bình hoặc mức của từng môn theo học kỳ (khối 6-12), mỗi học sinh, mỗi môn, mỗi học kỳ một dòng.
with once as (
    select
        s.*,
        row_number() over (
            partition by s.school_code, s.pupil_code, s.subject, s.term order by s.source_file, s.sheet, s.row_number
        ) as copy_number
    from score s
    join unit_school u on u.school_code = s.school_code and u.is_counted = 1
    where s.kind = 'tb' and s.subject is not null
)
select school_code, pupil_code, subject, subject_text, term, tenths, level
from once
where copy_number = 1
order by school_code, pupil_code, subject, term

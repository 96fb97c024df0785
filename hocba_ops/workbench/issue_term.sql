-- Kết quả học tập, rèn luyện theo học kỳ (khối 6-12), mỗi học sinh, mỗi học kỳ một dòng.
with once as (
    select
        t.*,
        row_number() over (
            partition by t.school_code, t.pupil_code, t.term order by t.source_file, t.sheet, t.row_number
        ) as place
    from secondary_result t
    join unit_school u on u.school_code = t.school_code and u.is_counted = 1
)
select school_code, pupil_code, term, learning, conduct, absences, award_text, is_promoted
from once
where place = 1
order by school_code, pupil_code, term

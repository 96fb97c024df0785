-- Mức và điểm của từng môn, năng lực, phẩm chất (khối 1-5), mỗi học sinh, mỗi mục một dòng.
with once as (
    select
        i.*,
        row_number() over (
            partition by i.school_code, i.pupil_code, i.kind, i.item order by i.source_file, i.sheet, i.row_number
        ) as place
    from result_item i
    join unit_school u on u.school_code = i.school_code and u.is_counted = 1
)
select school_code, pupil_code, kind, item, level, level_text, score
from once
where place = 1
order by school_code, pupil_code, kind, item

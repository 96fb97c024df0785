-- Bao nhiêu em ở mỗi mức học tập, rèn luyện: theo tệp (in_file) và tính lại (recomputed), theo trường, khối, học kỳ.
-- standing: mức; hai_cach_doc: thông tư đọc được hai cách; khong_xep_loai: dưới số môn chấm điểm ít nhất; chua_du: thiếu hoặc lỗi điểm.
with both_sides as (
    select
        school_code,
        grade,
        term,
        'learning' as judged,
        coalesce(learning, 'trong') as standing,
        1 as in_file,
        0 as recomputed
    from results_secondary
    where is_assessed = 1
    union all
    select
        school_code,
        grade,
        term,
        'learning' as judged,
        case
            when coalesce(outcome, 'chua_du') <> 'xep_loai' then coalesce(outcome, 'chua_du')
            when narrow <> wide then 'hai_cach_doc'
            else narrow
        end as standing,
        0 as in_file,
        1 as recomputed
    from results_secondary
    where is_assessed = 1
    union all
    select
        school_code,
        grade,
        term,
        'conduct' as judged,
        coalesce(conduct, 'trong') as standing,
        1 as in_file,
        0 as recomputed
    from results_secondary
    where is_assessed = 1 and term = 'ca_nam'
    union all
    select
        school_code,
        grade,
        term,
        'conduct' as judged,
        case
            when conduct_first is null then 'chua_du'
            when conduct_first <> conduct_other then 'hai_cach_doc'
            else conduct_first
        end as standing,
        0 as in_file,
        1 as recomputed
    from results_secondary
    where is_assessed = 1 and term = 'ca_nam'
)
select school_code, grade, term, judged, standing, sum(in_file) as in_file, sum(recomputed) as recomputed
from both_sides
group by school_code, grade, term, judged, standing
order by school_code, grade, term, judged, standing

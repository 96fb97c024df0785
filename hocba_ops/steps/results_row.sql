-- Rà soát kết quả, nhìn từng dòng kết quả: xếp loại ghi trong tệp có đúng như tính lại theo thông tư không.
-- Xếp loại tính lại: mức cao nhất mà mọi môn, mọi năng lực, phẩm chất và mọi điểm kiểm tra đều đạt (assessment_rating).
-- Quy tắc: rulebook/data/rules/results.toml, table = "result".
with primary_kind as (
    select distinct school_kind
    from kind_grade
    where is_primary = 1
),
graded as (
    select distinct grade
    from assessment_item
),
known as (
    select
        school_code,
        pupil_code,
        max(in_review) as in_review,
        max(case when is_not_assessed then 1 else 0 end) as is_not_assessed,
        max(case when results_roster.in_review = 1 and copy_number = 1 then class_name end) as roster_class
    from results_roster
    where pupil_code is not null
    group by school_code, pupil_code
),
faulty as (
    select school_code, pupil_code, source_file, sheet, row_number
    from results_item
    where $errors_result_item
),
reached as (
    select
        l.school_code,
        l.pupil_code,
        l.source_file,
        l.sheet,
        l.row_number,
        max(a.rating_rank) as rating_rank
    from results_item_level l
    join assessment_rating a
        on coalesce(l.subject_rank, a.subject_rank) >= a.subject_rank
        and coalesce(l.quality_rank, a.quality_rank) >= a.quality_rank
        and coalesce(l.lowest_score, a.lowest_score) >= a.lowest_score
    anti join faulty f
        on f.school_code = l.school_code
        and f.pupil_code = l.pupil_code
        and f.source_file = l.source_file
        and f.sheet = l.sheet
        and f.row_number = l.row_number
    where l.subject_rank is not null
    group by l.school_code, l.pupil_code, l.source_file, l.sheet, l.row_number
),
result_row as (
    select
        r.school_code,
        r.grade,
        r.class_name,
        k.roster_class,
        r.pupil_code,
        r.is_completed,
        r.is_promoted,
        r.rating,
        r.rating_text,
        r.award,
        r.award_text,
        r.is_primary_completed,
        r.supplementary,
        r.supplementary_text,
        r.decision_text,
        v.rating as award_rating,
        max(case when r.award is not null then 1 else 0 end) over (partition by r.school_code) as has_awards,
        case when r.grade = $last_grade then 1 else 0 end as is_last_grade,
        r.source_file,
        r.sheet,
        r.row_number,
        a.rating as recomputed_rating,
        w.is_complete as rating_is_complete,
        case when k.pupil_code is not null then 1 else 0 end as is_known,
        case
            when k.in_review = 1 and k.is_not_assessed = 0 and (r.grade is null or g.grade is not null) then 1
            else 0
        end as is_assessed
    from result r
    join unit_school u on u.school_code = r.school_code and u.is_counted = 1
    join primary_kind p on p.school_kind = u.school_kind
    left join known k on k.school_code = r.school_code and k.pupil_code = r.pupil_code
    left join reached t
        on t.school_code = r.school_code
        and t.source_file = r.source_file
        and t.sheet = r.sheet
        and t.row_number = r.row_number
    left join assessment_rating a on a.rating_rank = t.rating_rank
    left join assessment_rating w on w.rating = r.rating
    left join assessment_award v on v.award = r.award
    left join graded g on g.grade = r.grade
)
select
    school_code,
    grade,
    class_name,
    roster_class,
    pupil_code,
    is_completed,
    is_promoted,
    rating,
    rating_text,
    recomputed_rating,
    rating_is_complete,
    award,
    award_text,
    award_rating,
    has_awards,
    is_primary_completed,
    is_last_grade,
    supplementary,
    supplementary_text,
    decision_text,
    is_assessed,
    source_file,
    sheet,
    row_number,
    $rules_result
from result_row
order by school_code, source_file, sheet, row_number

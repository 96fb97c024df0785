-- Mỗi dòng kết quả tiểu học: mức thấp nhất của các môn, của năng lực và phẩm chất, điểm kiểm tra thấp nhất.
-- is_broken = 1: có ô phạm quy tắc; một ô tệp không có cũng phạm nếu ô rỗng của mục ấy phạm (is_due).
-- Ô gộp theo dòng trước, nối với dòng sau: nối từng ô đắt gấp ba.
with blank as (
    select
        grade,
        kind,
        item,
        is_required,
        has_score,
        cast(null as text) as level,
        cast(null as text) as level_text,
        cast(null as bigint) as level_rank,
        cast(null as bigint) as score,
        cast(null as text) as score_text
    from assessment_item
),
wanted as (
    select
        grade,
        kind,
        item,
        is_required,
        has_score,
        case when $broken_result_item then 1 else 0 end as is_due
    from blank
),
due as (
    select grade, sum(is_due) as due_cells
    from wanted
    group by grade
),
cell as (
    select
        i.school_code,
        i.pupil_code,
        i.grade,
        w.kind,
        w.item,
        w.is_required,
        w.has_score,
        w.is_due,
        i.level,
        i.level_text,
        i.score,
        i.score_text,
        l.level_rank,
        i.source_file,
        i.sheet,
        i.row_number
    from result_item i
    semi join unit_school u on u.school_code = i.school_code
    join wanted w on w.grade = i.grade and w.kind = i.kind and w.item = i.item
    left join assessment_level l on l.kind = i.kind and l.level = i.level
),
held as (
    select
        school_code,
        pupil_code,
        source_file,
        sheet,
        row_number,
        min(case when kind = 'mon_hoc' then level_rank end) as subject_rank,
        min(case when kind <> 'mon_hoc' then level_rank end) as quality_rank,
        min(case when has_score = 1 and level_rank is not null then score end) as lowest_score,
        sum(is_due) as due_cells,
        max(case when $broken_result_item then 1 else 0 end) as is_broken
    from cell
    group by school_code, pupil_code, source_file, sheet, row_number
),
known as (
    select distinct school_code, pupil_code
    from results_roster
    where
        in_review = 1
        and pupil_code is not null
        and copy_number = 1
        and coalesce(is_not_assessed, false) = false
)
select
    r.school_code,
    r.pupil_code,
    r.source_file,
    r.sheet,
    r.row_number,
    h.subject_rank,
    h.quality_rank,
    h.lowest_score,
    case when h.is_broken = 1 or coalesce(h.due_cells, 0) <> d.due_cells then 1 else 0 end as is_broken
from result r
join known k on k.school_code = r.school_code and k.pupil_code = r.pupil_code
join due d on d.grade = r.grade
left join held h
    on h.school_code = r.school_code
    and h.pupil_code = r.pupil_code
    and h.source_file = r.source_file
    and h.sheet = r.sheet
    and h.row_number = r.row_number

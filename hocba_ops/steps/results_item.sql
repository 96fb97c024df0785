-- Rà soát kết quả, nhìn từng ô mà một dòng kết quả tiểu học phải có: môn học, năng lực, phẩm chất của khối; ô tệp không ghi thì mức
-- và điểm rỗng. Chỉ những ô phạm ít nhất một quy tắc, nên chỉ nhìn những dòng có ô như thế.
-- Quy tắc: rulebook/data/rules/results.toml, table = "result_item".
with broken_row as (
    select school_code, pupil_code, source_file, sheet, row_number
    from results_item_level
    where is_broken = 1
),
held as (
    select i.*
    from result_item i
    semi join broken_row b
        on b.school_code = i.school_code
        and b.pupil_code = i.pupil_code
        and b.source_file = i.source_file
        and b.sheet = i.sheet
        and b.row_number = i.row_number
),
cell as (
    select
        r.school_code,
        r.grade,
        r.pupil_code,
        a.kind,
        a.item,
        a.is_required,
        a.has_score,
        i.level,
        i.level_text,
        l.level_rank,
        i.score,
        i.score_text,
        r.source_file,
        r.sheet,
        r.row_number
    from result r
    join broken_row b
        on b.school_code = r.school_code
        and b.pupil_code = r.pupil_code
        and b.source_file = r.source_file
        and b.sheet = r.sheet
        and b.row_number = r.row_number
    join assessment_item a on a.grade = r.grade
    left join held i
        on i.school_code = r.school_code
        and i.pupil_code = r.pupil_code
        and i.kind = a.kind
        and i.item = a.item
        and i.source_file = r.source_file
        and i.sheet = r.sheet
        and i.row_number = r.row_number
    left join assessment_level l on l.kind = a.kind and l.level = i.level
)
select
    school_code,
    grade,
    pupil_code,
    kind,
    item,
    is_required,
    has_score,
    level,
    level_text,
    level_rank,
    score,
    score_text,
    source_file,
    sheet,
    row_number,
    $rules_result_item
from cell
where $broken_result_item
order by school_code, source_file, sheet, row_number, kind, item

-- Mỗi ô mà một dòng kết quả tiểu học phải có: môn học, năng lực, phẩm chất của khối; ô tệp không ghi thì mức và điểm rỗng.
-- Học sinh không đánh giá thì bỏ qua. Quy tắc: rulebook/data/rules/results.toml, table = "result_item".
-- Không xếp thứ tự: chỉ các văn bản sau đọc, và hàng triệu ô xếp tốn hơn hỏi.
with known as (
    select distinct school_code, pupil_code, is_not_assessed
    from roster
    where in_review = 1 and pupil_code is not null and copy_number = 1
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
        i.score,
        i.score_text,
        l.level_rank,
        r.source_file,
        r.sheet,
        r.row_number
    from result r
    join known k on k.school_code = r.school_code and k.pupil_code = r.pupil_code
    join assessment_item a on a.grade = r.grade
    left join result_item i
        on i.school_code = r.school_code
        and i.pupil_code = r.pupil_code
        and i.kind = a.kind
        and i.item = a.item
        and i.source_file = r.source_file
        and i.sheet = r.sheet
        and i.row_number = r.row_number
    left join assessment_level l on l.kind = a.kind and l.level = i.level
    where coalesce(k.is_not_assessed, false) = false
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

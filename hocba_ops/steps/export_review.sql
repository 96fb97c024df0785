-- Giá trị nào của bản ghi không theo cấu trúc trao đổi: thiếu, dài quá, ngoài danh mục, ngoài khoảng, sai dạng. Chỉ dòng phạm quy tắc.
-- item: trường của cấu trúc; ở bảng điểm, quá trình học tập kèm môn hoặc năm (line). Giá trị không được đưa ra: nó có thể là tên trẻ.
-- Quy tắc: rulebook/data/rules/exchange.toml, table = "export_value".
with said as (
    select school_code, card_id, table_name, field, value, tenths, waiver, cast(null as text) as line
    from export_primary_value
    union all
    select school_code, card_id, table_name, field, value, tenths, waiver, cast(null as text)
    from export_secondary_value
    union all
    select school_code, card_id, table_name, field, value, cast(null as bigint), '0', line
    from export_row_value
),
export_value as (
    select
        c.school_code,
        c.grade,
        c.card_id,
        c.pupil_code,
        s.table_name,
        s.field as item,
        s.line,
        s.value,
        s.tenths,
        case when f.is_required = 1 and not (f.is_waived = 1 and s.waiver = '1') then 1 else 0 end as is_required,
        c.has_content,
        c.has_result,
        c.is_listed,
        f.source_table,
        f.most,
        f.form,
        f.low,
        f.high,
        case when f.code_list is null or k.code is not null then 1 else 0 end as is_listed_code,
        translate(s.value, '0123456789', '') as letters,
        c.source_file,
        c.sheet,
        c.row_number
    from said s
    join export_card c on c.school_code = s.school_code and c.card_id = s.card_id
    join exchange_field f on f.table_name = s.table_name and f.field = s.field
    left join exchange_code k on k.code_list = f.code_list and k.code = s.value
    where c.has_record = 0
)
select
    school_code,
    grade,
    card_id,
    pupil_code,
    table_name,
    item,
    line,
    value,
    tenths,
    is_required,
    has_content,
    has_result,
    is_listed,
    source_table,
    most,
    form,
    low,
    high,
    is_listed_code,
    letters,
    source_file,
    sheet,
    row_number,
    $rules_export_value
from export_value
where $broken_export_value
order by school_code, card_id, table_name, item, line

-- Ngày sinh trên bản ghi: đúng một trong ba trường ngày, tháng, năm phải có. filled: số trường có giá trị.
-- Quy tắc: rulebook/data/rules/exchange.toml, table = "export_birth".
with export_birth as (
    select
        c.school_code,
        c.grade,
        c.card_id,
        c.pupil_code,
        case when p.ngaythangnamsinh is not null then 1 else 0 end as has_day,
        case when p.ngaythangnamsinh is not null then 1 else 0 end
        + case when p.thangnamsinh is not null then 1 else 0 end
        + case when p.namsinh is not null then 1 else 0 end as filled,
        c.source_file,
        c.sheet,
        c.row_number
    from export_card c
    join export_person p on p.school_code = c.school_code and p.card_id = c.card_id
    where c.is_listed = 1
)
select
    school_code,
    grade,
    card_id,
    pupil_code,
    has_day,
    filled,
    source_file,
    sheet,
    row_number,
    $rules_export_birth
from export_birth
where $broken_export_birth
order by school_code, card_id

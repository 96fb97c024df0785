-- Mỗi trường có học bạ đã ban hành: đã đủ thông tin của trường và đã nộp nội dung học bạ chưa. Thiếu thì cả trường chưa gửi được.
-- Quy tắc: rulebook/data/rules/exchange.toml, table = "export_school".
with export_school as (
    select
        c.school_code,
        count(*) as cards,
        max(c.has_school_content) as has_content,
        max(w.office_code) as office_code,
        max(w.office_name) as office_name,
        max(w.commune_name) as commune_name,
        max(w.province_name) as province_name,
        max(w.province_code) as province_code,
        cast(null as text) as source_file,
        cast(null as text) as sheet,
        cast(null as bigint) as row_number
    from export_card c
    left join school_place w on w.school_code = c.school_code
    where c.has_record = 0
    group by c.school_code
)
select
    school_code,
    cards,
    has_content,
    office_code,
    office_name,
    commune_name,
    province_name,
    province_code,
    source_file,
    sheet,
    row_number,
    $rules_export_school
from export_school
order by school_code

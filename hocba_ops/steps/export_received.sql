-- Bản ghi nhận từ bàn làm việc khác mà phiên bản không lớn hơn bản đã nhận trước: bị bỏ qua. Nội dung khác mà phiên bản không lớn hơn
-- thì phải hỏi lại nơi gửi. Bản nhận trước: tệp có ngày số liệu trước, cùng ngày thì theo tên tệp, dòng.
-- Quy tắc: rulebook/data/rules/exchange.toml, table = "exchange_record".
with numbered as (
    select
        x.*,
        row_number() over (
            partition by x.record_id order by x.as_of, x.source_file, x.sheet, x.row_number
        ) as arrival
    from exchange_record x
    join unit_school u on u.school_code = x.school_code and u.is_counted = 1
),
received_record as (
    select
        n.school_code,
        n.grade,
        n.pupil_code,
        n.card_id,
        n.record_id,
        n.version,
        max(b.version) as version_before,
        max(case when b.version >= n.version and b.content <> n.content then 1 else 0 end) as differs,
        n.source_file,
        n.sheet,
        n.row_number
    from numbered n
    left join numbered b on b.record_id = n.record_id and b.arrival < n.arrival
    group by
        n.school_code, n.grade, n.pupil_code, n.card_id, n.record_id, n.version, n.source_file, n.sheet, n.row_number
)
select
    school_code,
    grade,
    pupil_code,
    card_id,
    record_id,
    version,
    version_before,
    differs,
    source_file,
    sheet,
    row_number,
    $rules_exchange_record
from received_record
order by school_code, source_file, sheet, row_number

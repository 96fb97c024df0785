-- Mỗi học bạ đã ban hành: gửi được chưa. is_held = 1: còn ít nhất một điều phải sửa nên giữ lại, chưa gửi.
-- Lên Bộ chỉ học bạ đã chốt (is_locked = 1).
with faulty as (
    select school_code, card_id from export_review where $errors_export_value
    union
    select school_code, card_id from export_birth where $errors_export_birth
    union
    select c.school_code, c.card_id
    from export_card c
    join export_school s on s.school_code = c.school_code
    where $errors_export_school
    union
    select school_code, card_id from export_card where $errors_export_card
)
select
    c.school_code,
    c.grade,
    c.card_id,
    c.is_locked,
    case when f.card_id is not null and c.has_record = 0 then 1 else 0 end as is_held
from export_card c
left join faulty f on f.school_code = c.school_code and f.card_id = c.card_id
order by c.school_code, c.grade, c.card_id

-- Sự kiện của các trường đang hỏi, chỉ những cột mà việc chốt cần: sổ cả nước không phải nằm trong bộ nhớ cùng một lúc.
select
    e.card_id,
    e.version,
    e.school_code,
    e.school_year,
    e.grade,
    e.pupil_code,
    e.state,
    e.happened_at,
    e.recorded_at,
    e.actor,
    e.content_hash,
    e.sequence
from ledger_event e
join unit_school u on u.school_code = e.school_code

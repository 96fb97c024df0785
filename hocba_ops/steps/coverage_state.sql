-- Học sinh của các trường có tên trong danh mục, chỉ những gì các văn bản của bước coverage đọc: tính một lần cho cả ba.
select
    school_code,
    issuing_code,
    grade,
    pupil_code,
    exclusion,
    has_card,
    card_id,
    version,
    is_created,
    has_homeroom,
    has_head,
    is_signed,
    is_sealed,
    is_issued,
    is_sent,
    is_received,
    created_on,
    signed_on,
    issued_on,
    received_on
from pupil_state
where is_known_school = 1

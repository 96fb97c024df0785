-- Mỗi mã học bạ trong sổ của trường: của khối nào, phiên bản cao nhất; is_shared = 1: hơn một em đang dùng chung mã ấy.
with held as (
    select
        school_code,
        card_id,
        grade,
        version,
        case
            when withdrawn_at is null and coalesce(state, '') not in ('thu_hoi', 'da_thay_the', 'huy_bo') then pupil_code
        end as user_code
    from card
    where card_id is not null
)
select
    school_code,
    card_id,
    max(grade) as grade,
    max(version) as last_version,
    case when min(user_code) <> max(user_code) then 1 else 0 end as is_shared
from held
group by school_code, card_id

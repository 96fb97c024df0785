-- Sổ sự kiện tính đến một ngày: mỗi phiên bản học bạ đang ở trạng thái nào, qua những mốc nào.
-- Hai trục thời gian: xảy ra đến hết ngày $as_of, và đã ghi vào sổ đến hết ngày $known_on (giờ UTC).
-- is_live = 1: phiên bản đang dùng của học bạ (chưa thu hồi, chưa bị thay thế, chưa huỷ; số phiên bản cao nhất).
with known as (
    select e.*
    from event e
    where cast(e.happened_at as date) <= $as_of and cast(e.recorded_at as date) <= $known_on
),
passed as (
    select
        card_id,
        version,
        max(sequence) as last_sequence,
        max(case when state in ('khoi_tao', 'trich_luc') then happened_at end) as created_at,
        max(case when state = 'gvcn_da_ky' then happened_at end) as homeroom_signed_at,
        max(case when state = 'hieu_truong_da_ky' then happened_at end) as head_signed_at,
        max(case when state = 'da_dong_dau' then happened_at end) as sealed_at,
        max(case when state = 'da_ban_hanh' then happened_at end) as issued_at,
        max(case when state = 'da_bao_cao_so' then happened_at end) as reported_at,
        max(case when state = 'so_tiep_nhan' then happened_at end) as received_at,
        max(case when state = 'da_chot' then happened_at end) as locked_at,
        max(case when state = 'da_bao_cao_bo' then happened_at end) as ministry_at,
        max(case when state = 'tra_ve' then happened_at end) as returned_at,
        count(*) as events
    from known
    group by card_id, version
),
standing as (
    select
        k.card_id,
        k.version,
        k.school_code,
        k.school_year,
        k.grade,
        k.pupil_code,
        k.state,
        k.happened_at as since,
        k.content_hash,
        k.sequence,
        case when k.state in ('thu_hoi', 'da_thay_the', 'huy_bo') then 0 else 1 end as is_standing,
        p.created_at,
        p.homeroom_signed_at,
        p.head_signed_at,
        p.sealed_at,
        p.issued_at,
        p.reported_at,
        p.received_at,
        p.locked_at,
        p.ministry_at,
        p.returned_at,
        p.events
    from known k
    join passed p on p.last_sequence = k.sequence
),
newest as (
    select card_id, max(version) as version
    from standing
    where is_standing = 1
    group by card_id
)
select
    s.*,
    case when s.is_standing = 1 and n.version = s.version then 1 else 0 end as is_live
from standing s
left join newest n on n.card_id = s.card_id

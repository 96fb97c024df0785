-- Mỗi học bạ đứng trong một cột, theo sổ của chính bên ấy: trường đã ban hành, Sở đang giữ, Bộ đang giữ.
-- is_reached = 1: là học bạ của một em mà chuỗi tới được cột này; khối, mốc và đợt lấy theo em ấy.
with school as (
    select school_code
    from unit_school
    where is_counted = 1 and is_known_school = 1
),
live as (
    select
        c.*,
        row_number() over (
            partition by c.school_code, c.pupil_code, c.card_id
            order by c.version desc, c.row_number desc, c.source_file desc, c.sheet desc
        ) as place
    from card c
    join school u on u.school_code = c.school_code
    where c.withdrawn_at is null and coalesce(c.state, '') not in ('thu_hoi', 'da_thay_the', 'huy_bo')
),
so_held as (
    select
        a.*,
        row_number() over (
            partition by a.school_code, coalesce(a.card_id, a.pupil_code)
            order by a.version desc, a.row_number desc, a.source_file desc, a.sheet desc
        ) as newest
    from sync_answer a
    join school u on u.school_code = a.school_code
    where a.receipt_state = 'tiep_nhan'
),
bo_held as (
    select
        m.*,
        row_number() over (
            partition by m.school_code, coalesce(m.card_id, m.pupil_code)
            order by m.version desc, m.row_number desc, m.source_file desc, m.sheet desc
        ) as newest
    from ministry_state m
    join school u on u.school_code = m.school_code
    where m.ministry_state = 'chap_nhan'
),
item as (
    select 'issued' as chain_column, school_code, pupil_code, card_id, version, source_file, sheet, row_number
    from live
    where
        place = 1
        and homeroom_signed_at is not null
        and head_signed_at is not null
        and sealed_at is not null
        and issued_at is not null
    union all
    select 'received' as chain_column, school_code, pupil_code, card_id, version, source_file, sheet, row_number
    from so_held
    where newest = 1
    union all
    select 'accepted' as chain_column, school_code, pupil_code, card_id, version, source_file, sheet, row_number
    from bo_held
    where newest = 1
),
reached as (
    select 'issued' as chain_column, s.*, s.issued_timing as timing
    from sync s
    where s.in_issued = 1
    union all
    select 'received' as chain_column, s.*, s.received_timing as timing
    from sync s
    where s.in_received = 1
    union all
    select 'accepted' as chain_column, s.*, s.accepted_timing as timing
    from sync s
    where s.in_accepted = 1
)
select
    i.*,
    m.grade,
    m.is_supplementary,
    m.timing,
    case when m.school_code is not null then 1 else 0 end as is_reached
from item i
left join reached m
    on m.chain_column = i.chain_column
    and m.school_code = i.school_code
    and m.card_id is not distinct from i.card_id
    and (m.pupil_code = i.pupil_code or i.chain_column <> 'issued')

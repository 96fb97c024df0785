-- Tổng của bốn cột, đếm thẳng từ từng sổ, không qua các lớp: để thử lại xem các lớp cộng vào có bằng không.
with school as (
    select school_code
    from unit_school
    where is_counted = 1 and is_known_school = 1
),
standing as (
    select c.*
    from card c
    join school u on u.school_code = c.school_code
    where c.withdrawn_at is null and coalesce(c.state, '') not in ('thu_hoi', 'da_thay_the', 'huy_bo')
),
version_standing as (
    select
        s.*,
        row_number() over (
            partition by s.school_code, s.pupil_code, s.card_id
            order by s.version desc, s.row_number desc, s.source_file desc, s.sheet desc
        ) as place
    from standing s
),
so_said as (
    select
        r.school_code,
        coalesce(r.card_id, r.pupil_code) as held,
        r.receipt_state,
        row_number() over (
            partition by r.school_code, r.card_id, r.version
            order by r.received_at desc, r.row_number desc, r.source_file desc, r.sheet desc
        ) as place
    from receipt r
    join school u on u.school_code = r.school_code
),
bo_said as (
    select
        m.school_code,
        coalesce(m.card_id, m.pupil_code) as held,
        m.ministry_state,
        row_number() over (
            partition by m.school_code, m.card_id, m.version
            order by m.answered_at desc, m.row_number desc, m.source_file desc, m.sheet desc
        ) as place
    from ministry_receipt m
    join school u on u.school_code = m.school_code
),
counted as (
    select 'roster' as chain_column, p.school_code, count(*) as total
    from pupil p
    join school u on u.school_code = p.school_code
    group by p.school_code
    union all
    select 'issued' as chain_column, school_code, count(*) as total
    from version_standing
    where
        place = 1
        and homeroom_signed_at is not null
        and head_signed_at is not null
        and sealed_at is not null
        and issued_at is not null
    group by school_code
    union all
    select 'received' as chain_column, school_code, count(distinct held) as total
    from so_said
    where place = 1 and receipt_state = 'tiep_nhan'
    group by school_code
    union all
    select 'accepted' as chain_column, school_code, count(distinct held) as total
    from bo_said
    where place = 1 and ministry_state = 'chap_nhan'
    group by school_code
)
select chain_column, school_code, total
from counted
order by chain_column, school_code

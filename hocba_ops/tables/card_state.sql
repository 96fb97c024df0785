-- Mỗi học sinh có tên trong sổ học bạ của trường: phiên bản đang dùng, ai đã ký, đã gửi chưa, Sở trả lời thế nào.
-- school_code: trường đang có em trong danh sách; issuing_code: trường đã lập học bạ, không đổi khi trường sáp nhập hay chia tách.
-- Phiên bản đang dùng: chưa thu hồi, chưa bị thay thế, số phiên bản cao nhất.
with held as (
    select
        coalesce(m.holder_code, c.school_code) as school_code,
        c.school_code as issuing_code,
        c.pupil_code,
        c.card_id,
        c.version,
        c.state,
        c.created_at,
        c.homeroom_signed_at,
        c.head_signed_at,
        c.sealed_at,
        c.issued_at,
        c.sent_at,
        c.withdrawn_at,
        c.content_hash,
        c.source_file,
        c.sheet,
        c.row_number
    from card c
    left join pupil_moved m on m.school_code = c.school_code and m.pupil_code = c.pupil_code
    join unit_school u on u.school_code = coalesce(m.holder_code, c.school_code)
),
live as (
    select
        h.*,
        row_number() over (
            partition by h.school_code, h.pupil_code
            order by h.version desc, h.row_number desc, h.source_file desc, h.sheet desc
        ) as place
    from held h
    where h.withdrawn_at is null and coalesce(h.state, '') not in ('thu_hoi', 'da_thay_the', 'huy_bo')
),
live_count as (
    select school_code, pupil_code, count(distinct card_id) as live_cards
    from live
    group by school_code, pupil_code
),
pupil_held as (
    select school_code, pupil_code, count(*) as versions
    from held
    group by school_code, pupil_code
),
answered as (
    select
        r.*,
        row_number() over (
            partition by r.school_code, r.card_id, r.version
            order by r.received_at desc, r.row_number desc, r.source_file desc, r.sheet desc
        ) as place
    from receipt r
)
select
    p.school_code,
    l.issuing_code,
    p.pupil_code,
    p.versions,
    coalesce(k.live_cards, 0) as live_cards,
    l.card_id,
    l.version,
    l.content_hash,
    cast(l.created_at as date) as created_on,
    cast(l.homeroom_signed_at as date) as homeroom_signed_on,
    cast(l.head_signed_at as date) as head_signed_on,
    cast(l.sealed_at as date) as sealed_on,
    cast(l.issued_at as date) as issued_on,
    cast(l.sent_at as date) as sent_on,
    case when l.card_id is not null then 1 else 0 end as is_created,
    case when l.homeroom_signed_at is not null then 1 else 0 end as has_homeroom,
    case when l.head_signed_at is not null then 1 else 0 end as has_head,
    case when l.homeroom_signed_at is not null and l.head_signed_at is not null then 1 else 0 end as is_signed,
    case
        when l.homeroom_signed_at is null or l.head_signed_at is null then null
        when l.homeroom_signed_at > l.head_signed_at then cast(l.homeroom_signed_at as date)
        else cast(l.head_signed_at as date)
    end as signed_on,
    case
        when l.homeroom_signed_at is not null and l.head_signed_at is not null and l.sealed_at is not null then 1
        else 0
    end as is_sealed,
    case
        when
            l.homeroom_signed_at is not null
            and l.head_signed_at is not null
            and l.sealed_at is not null
            and l.issued_at is not null
            then 1
        else 0
    end as is_issued,
    case when l.sent_at is not null then 1 else 0 end as is_sent,
    a.receipt_state,
    a.content_hash as received_hash,
    cast(a.received_at as date) as received_on,
    case when a.receipt_state = 'tiep_nhan' then 1 else 0 end as is_received,
    l.source_file,
    l.sheet,
    l.row_number
from pupil_held p
left join live_count k on k.school_code = p.school_code and k.pupil_code = p.pupil_code
left join live l on l.school_code = p.school_code and l.pupil_code = p.pupil_code and l.place = 1
left join answered a
    on a.school_code = l.issuing_code and a.card_id = l.card_id and a.version = l.version and a.place = 1

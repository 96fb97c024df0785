-- Mỗi học bạ đã ban hành và đang dùng: ai ký, trích lục hay không, đã chốt chưa, dòng danh sách và dòng nội dung của em đó.
-- updated_at: lúc ban hành, hoặc ngày của số liệu mới nhất đã ghép vào học bạ; không lấy giờ của máy.
-- has_record = 1: em không có trong danh sách ở đây nhưng bản ghi của học bạ đã nhận từ bàn làm việc khác; bản ấy được dùng nguyên.
-- Quy tắc: rulebook/data/rules/exchange.toml, table = "export_card".
with held as (
    select s.*
    from registry_state s
    join unit_school u on u.school_code = s.school_code and u.is_counted = 1 and u.is_known_school = 1
    where s.school_year = $school_year and s.is_live = 1 and s.issued_at is not null
),
acted as (
    select
        e.card_id,
        e.version,
        e.state,
        e.actor,
        row_number() over (partition by e.card_id, e.version, e.state order by e.sequence desc) as place
    from event e
    where cast(e.happened_at as date) <= $as_of and cast(e.recorded_at as date) <= $known_on
),
signed as (
    select
        card_id,
        version,
        max(case when state = 'gvcn_da_ky' then actor end) as homeroom_signer,
        max(case when state = 'hieu_truong_da_ky' then actor end) as head_signer,
        max(case when state = 'trich_luc' then 1 else 0 end) as is_extracted
    from acted
    where place = 1
    group by card_id, version
),
live_count as (
    select school_code, pupil_code, count(*) as live_cards
    from held
    group by school_code, pupil_code
),
listed as (
    select
        p.*,
        row_number() over (
            partition by p.school_code, p.pupil_code
            order by
                case when p.pupil_status in ('chuyen_di', 'thoi_hoc') then 1 else 0 end,
                p.source_file,
                p.sheet,
                p.row_number
        ) as place
    from pupil p
),
stamped as (
    select school_code, pupil_code, as_of from pupil
    union all
    select school_code, pupil_code, as_of from result
    union all
    select school_code, pupil_code, as_of from secondary_result
    union all
    select school_code, pupil_code, as_of from card_content
),
newest as (
    select school_code, pupil_code, max(as_of) as as_of
    from stamped
    group by school_code, pupil_code
),
contents as (
    select distinct school_code, pupil_code from card_content
),
school_content as (
    select distinct school_code from card_content
),
said_result as (
    select school_code, pupil_code, case when rating is not null then 1 else 0 end as has_rating from result
    union all
    select school_code, pupil_code, case when term = 'ca_nam' and learning is not null then 1 else 0 end
    from secondary_result
),
results as (
    select school_code, pupil_code, max(has_rating) as has_rating
    from said_result
    group by school_code, pupil_code
),
received as (
    select distinct school_code, card_id from exchange_record
),
card_row as (
    select
        h.card_id,
        h.version,
        h.school_code,
        h.grade,
        h.pupil_code,
        h.state,
        h.created_at,
        h.issued_at,
        case when cast(h.issued_at as date) >= n.as_of or n.as_of is null then h.issued_at
            else cast(n.as_of as timestamp)
        end as updated_at,
        case when h.locked_at is not null then 1 else 0 end as is_locked,
        s.homeroom_signer,
        s.head_signer,
        s.is_extracted,
        coalesce(c.live_cards, 1) as live_cards,
        case when p.pupil_code is not null then 1 else 0 end as is_listed,
        case when p.pupil_code is null and x.card_id is not null then 1 else 0 end as has_record,
        case when p.is_not_assessed then 1 else 0 end as is_not_assessed,
        case when k.pupil_code is not null then 1 else 0 end as has_content,
        case when sk.school_code is not null then 1 else 0 end as has_school_content,
        case when r.pupil_code is not null then 1 else 0 end as has_result,
        coalesce(r.has_rating, 0) as has_rating,
        p.source_file,
        p.sheet,
        p.row_number
    from held h
    left join signed s on s.card_id = h.card_id and s.version = h.version
    left join live_count c on c.school_code = h.school_code and c.pupil_code = h.pupil_code
    left join listed p on p.school_code = h.school_code and p.pupil_code = h.pupil_code and p.place = 1
    left join newest n on n.school_code = h.school_code and n.pupil_code = h.pupil_code
    left join contents k on k.school_code = h.school_code and k.pupil_code = h.pupil_code
    left join school_content sk on sk.school_code = h.school_code
    left join received x on x.school_code = h.school_code and x.card_id = h.card_id
    left join results r on r.school_code = h.school_code and r.pupil_code = h.pupil_code
)
select
    card_id,
    version,
    school_code,
    grade,
    pupil_code,
    state,
    created_at,
    issued_at,
    updated_at,
    is_locked,
    homeroom_signer,
    head_signer,
    is_extracted,
    live_cards,
    is_listed,
    has_record,
    is_not_assessed,
    has_content,
    has_school_content,
    has_result,
    has_rating,
    source_file,
    sheet,
    row_number,
    $rules_export_card
from card_row
order by school_code, card_id, version

-- Học bạ không còn bản nào đang dùng (đã thu hồi, huỷ): bản ghi đã gửi thì phải huỷ; chưa từng gửi thì không có gì để huỷ.
-- Chỉ hỏi trường đã từng có bản ghi gửi cho nơi nhận ấy. Quy tắc: rulebook/data/rules/exchange.toml, table = "export_ended".
with ended as (
    select
        s.card_id,
        max(s.school_code) as school_code,
        max(s.grade) as grade,
        max(s.pupil_code) as pupil_code,
        max(s.version) as version,
        max(s.since) as ended_at,
        max(s.is_live) as is_live,
        max(case when s.issued_at is not null then 1 else 0 end) as was_issued
    from registry_state s
    join unit_school u on u.school_code = s.school_code and u.is_counted = 1 and u.is_known_school = 1
    where s.school_year = $school_year
    group by s.card_id
),
sender as (
    select distinct recipient, school_code from sent_card
),
export_ended as (
    select
        e.school_code,
        e.grade,
        e.card_id,
        e.pupil_code,
        e.version,
        e.ended_at,
        e.was_issued,
        r.recipient,
        case when c.card_id is not null then 1 else 0 end as was_sent,
        cast(null as text) as source_file,
        cast(null as text) as sheet,
        cast(null as bigint) as row_number
    from ended e
    join sender r on r.school_code = e.school_code
    left join sent_card c on c.card_id = e.card_id and c.recipient = r.recipient
    where e.is_live = 0
)
select
    school_code,
    grade,
    card_id,
    pupil_code,
    version,
    ended_at,
    was_issued,
    recipient,
    was_sent,
    source_file,
    sheet,
    row_number,
    $rules_export_ended
from export_ended
order by school_code, card_id, recipient

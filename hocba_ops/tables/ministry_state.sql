-- Mỗi phiên bản học bạ mà kho của Bộ đã trả lời: trả lời mới nhất, chấp nhận mấy lần, ngày đầu tiên chấp nhận đúng nội dung ấy.
with answered as (
    select
        m.*,
        row_number() over (
            partition by m.school_code, m.card_id, m.version
            order by m.answered_at desc, m.row_number desc, m.source_file desc, m.sheet desc
        ) as place
    from ministry_receipt m
),
newest as (
    select *
    from answered
    where place = 1
)
select
    n.school_code,
    n.card_id,
    n.version,
    n.pupil_code,
    n.ministry_state,
    n.content_hash as ministry_hash,
    n.source_file,
    n.sheet,
    n.row_number,
    sum(case when a.ministry_state = 'chap_nhan' then 1 else 0 end) as times_accepted,
    min(
        case
            when a.ministry_state = 'chap_nhan' and a.content_hash is not distinct from n.content_hash
                then cast(a.answered_at as date)
        end
    ) as accepted_on
from newest n
left join answered a on a.school_code = n.school_code and a.card_id = n.card_id and a.version = n.version
group by
    n.school_code,
    n.card_id,
    n.version,
    n.pupil_code,
    n.ministry_state,
    n.content_hash,
    n.source_file,
    n.sheet,
    n.row_number

-- Câu trả lời mới nhất của Sở về mỗi phiên bản học bạ.
with answered as (
    select
        r.*,
        row_number() over (
            partition by r.school_code, r.card_id, r.version
            order by r.received_at desc, r.row_number desc, r.source_file desc, r.sheet desc
        ) as place
    from receipt r
)
select school_code, pupil_code, card_id, version, receipt_state, source_file, sheet, row_number
from answered
where place = 1

-- Phiên bản cũ nhất mà Sở đang giữ của mỗi học bạ, chỉ những học bạ mà sổ của trường có phiên bản mới hơn.
with newest as (
    select card_id, max(last_version) as last_version
    from sync_card
    group by card_id
)
select a.school_code, a.card_id, min(a.version) as oldest_version
from sync_answer a
join newest n on n.card_id = a.card_id and n.last_version > a.version
where a.receipt_state = 'tiep_nhan'
group by a.school_code, a.card_id

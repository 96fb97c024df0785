-- Dòng của sổ học bạ mà tình trạng ghi không đọc được, hoặc nhận đã xong hơn mức chữ ký trong chính dòng đó cho thấy.
-- state_claim: mỗi tình trạng đòi hỏi có những chữ ký nào (1 là phải có).
select
    c.school_code,
    c.pupil_code,
    c.state_text,
    c.source_file,
    c.sheet,
    c.row_number,
    case
        when c.state is null then 'HB-DC-06'
        when s.needs_homeroom = 1 and c.homeroom_signed_at is null then 'HB-DC-07'
        when s.needs_head = 1 and c.head_signed_at is null then 'HB-DC-07'
        when s.needs_seal = 1 and c.sealed_at is null then 'HB-DC-07'
        when s.needs_issue = 1 and c.issued_at is null then 'HB-DC-07'
        when s.needs_sent = 1 and c.sent_at is null then 'HB-DC-07'
    end as code
from card c
join unit_school u on u.school_code = c.school_code and u.is_counted = 1
left join state_claim s on s.state = c.state
where
    c.state is null
    or (s.needs_homeroom = 1 and c.homeroom_signed_at is null)
    or (s.needs_head = 1 and c.head_signed_at is null)
    or (s.needs_seal = 1 and c.sealed_at is null)
    or (s.needs_issue = 1 and c.issued_at is null)
    or (s.needs_sent = 1 and c.sent_at is null)
order by c.school_code, c.source_file, c.sheet, c.row_number

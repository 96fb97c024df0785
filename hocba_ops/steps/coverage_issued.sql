-- Học bạ đang dùng đã ban hành: cơ quan trả lời cho trường vào ngày ban hành (giữ nguyên), nay cơ quan nào trả lời.
-- issuing_code: trường đã ban hành, không đổi khi trường sáp nhập, chia tách; holder_code: trường nay có em trong danh sách.
select
    c.issuing_code as school_code,
    c.school_code as holder_code,
    t.office_id as office_then,
    n.office_id as office_now,
    count(*) as issued
from coverage_state c
left join school_office t
    on t.actor_id = c.issuing_code and t.valid_from <= c.issued_on and t.valid_to >= c.issued_on
left join school_office n on n.actor_id = c.issuing_code and n.valid_from <= $as_of and n.valid_to >= $as_of
where c.is_issued = 1 and c.exclusion is null
group by c.issuing_code, c.school_code, t.office_id, n.office_id
order by school_code, holder_code, office_then, office_now

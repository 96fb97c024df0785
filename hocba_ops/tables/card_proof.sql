-- Mỗi tệp đã kiểm, theo lần kiểm mới nhất: là học bạ nào, chữ ký đưa học bạ ấy lên tới bậc nào (rung).
-- Cùng nội dung kiểm lại, hoặc cùng tên tệp nay là nội dung khác: chỉ lần mới nhất được tính. Tệp trống: học bạ rút mẫu mà không thấy tệp.
-- rung: 0 không có tệp, 1 có tệp, 2 chữ ký còn nguyên, 3 không sửa sau khi ký, 4 đúng người đúng vai trò, 5 đã đóng dấu.
with numbered as (
    select
        v.*,
        row_number() over (
            partition by v.school_code, v.card_id, coalesce(v.file_sha256, v.file)
            order by v.as_of desc, v.verified_at desc, v.source_file, v.row_number
        ) as same_bytes,
        row_number() over (
            partition by v.school_code, v.card_id, v.file
            order by v.as_of desc, v.verified_at desc, v.source_file, v.row_number
        ) as same_file
    from card_verdict v
)
select
    n.*,
    case
        when n.is_sealed then 5
        when n.is_rightful then 4
        when n.is_unchanged then 3
        when n.is_intact then 2
        when n.is_present then 1
        else 0
    end as rung
from numbered n
where n.same_bytes = 1 and n.same_file = 1

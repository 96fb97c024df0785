-- Lời thêm sau câu báo lỗi của một số ở hai em (spread: các em ở cùng trường, hai trường, nhiều trường), và ghi chú hạn lấy từ đâu.
select spread, words
from settle_label
order by spread

-- Chữ cho từng mức giống, khác của một cặp, theo ngôn ngữ của người dùng; bàn làm việc đưa vào từ các tệp nhãn.
-- part: 0 là chỗ giống, 1 là chỗ khác, 2 là cách tìm ra; aspect note là ghi chú của cả báo cáo.
select aspect, level, words, part
from pair_label
order by aspect, level

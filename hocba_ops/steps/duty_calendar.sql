-- Lịch các nhiệm vụ của kế hoạch: ngày ghi, ngày cuối theo cách đọc đã chọn, thứ mấy, ngày làm việc cuối cùng trước hạn.
select distinct
    duty,
    phase,
    title,
    grades,
    evidence,
    named_day,
    last_day,
    weekday,
    work_by,
    answers_to_name
from duty_plan
order by duty

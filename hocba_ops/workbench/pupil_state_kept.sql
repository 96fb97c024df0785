-- Những dòng đã chụp của các trường đang hỏi: ra đúng như tính lại pupil_state.
select s.*
from pupil_snapshot s
join unit_school u on u.school_code = s.school_code and u.is_counted = 1

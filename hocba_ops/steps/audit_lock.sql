-- Sau khi chốt: mở lại, ngoại lệ, gộp dữ liệu trường sửa, về một trường đã có học bạ chốt trước lúc ấy. Mỗi dòng nhật ký một dòng.
select w.watch, w.code, 'account' as per, t.account as actor, t.n, 1 as amount
from trail t
join watch w on w.event = t.event and w.shape = 'after_lock'
join locked_school l on l.school_code = t.about_unit and l.second <= t.second
order by w.watch, t.n

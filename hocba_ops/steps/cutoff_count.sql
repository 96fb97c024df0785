-- Mỗi trường và khối bao nhiêu dòng của danh sách ở từng lớp; cộng lại bằng danh sách.
select school_code, grade, cutoff_class, count(*) as roster_rows
from cutoff
where is_known_school = 1
group by school_code, grade, cutoff_class
order by school_code, grade, cutoff_class

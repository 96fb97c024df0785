-- Học bạ đứng trong từng cột, đếm gọn lại: mỗi trường, khối và lớp một dòng; item_class rỗng là học bạ mà chuỗi tới được.
select chain_column, school_code, grade, item_class, count(*) as cards
from sync_item
group by chain_column, school_code, grade, item_class
order by chain_column, school_code, grade, item_class

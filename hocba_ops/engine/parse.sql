-- Cây cú pháp của một câu lệnh, để biết câu lệnh gọi tên những bảng và tham số nào trước khi chạy.
select json_serialize_sql($text) as tree

-- Điều kiện giữ một dòng: lô và trường của dòng có trong danh sách được tính; mã trường trống là một mã riêng.
files.batch_id = keep.batch_id and files.school_code is not distinct from keep.school_code

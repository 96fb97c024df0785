-- Phiên DuckDB của một lần so cặp: không tải phần mở rộng, không ghi tệp tạm.
set autoinstall_known_extensions = false;
set autoload_known_extensions = false;
set temp_directory = '';

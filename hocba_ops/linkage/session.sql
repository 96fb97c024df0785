-- Phiên DuckDB của một lần so cặp: không tải phần mở rộng, không ghi tệp tạm, không vẽ thanh tiến độ.
set autoinstall_known_extensions = false;
set autoload_known_extensions = false;
set temp_directory = '';
set enable_progress_bar = false;

-- Không vẽ thanh tiến độ ra màn hình khi so lâu hơn hai giây.
set enable_progress_bar = false;

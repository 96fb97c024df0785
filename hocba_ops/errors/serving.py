"""Serving the web application: an address that is taken, or that must not be served from."""

from hocba_ops.errors.situation import OpsError


class PortTaken(OpsError):
    """Another program serves at the address already. Exit code 16."""

    exit_code = 16

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Không mở được {host}:{port}: đã có chương trình khác dùng. "
            "Tắt chương trình kia, hoặc chọn cổng khác bằng `--port`."
        )


class AddressNotOurs(OpsError):
    """The machine has no such address, or may not serve at it. Exit code 16."""

    exit_code = 16

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"Không mở được {host}:{port} ({why}). Kiểm tra `--host`, `--port`; cổng dưới 1024 cần quyền quản trị."
        )


class NotLocal(OpsError):
    """Without a login the application serves its own machine only. Exit code 16."""

    exit_code = 16

    def __init__(self, host: str) -> None:
        super().__init__(
            f"Chưa cấu hình đăng nhập nên không phục vụ ở {host}: ai trong mạng cũng xem được. "
            "Bỏ `--host` để chỉ phục vụ máy này, hoặc đặt sau một máy chủ web có https trên cùng máy và ghi `--proxy`."
        )

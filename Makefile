# Mọi lệnh đều tự cài đặt trước khi chạy. Máy chỉ cần Python 3.11, pip, make và git.
# On Windows, or without make: the `uv run …` equivalents stand in README.md.

UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin
READY := .venv/hocba.stamp
SIZE := 110k

.DEFAULT_GOAL := help
.PHONY: help demo test check fix lab dashboard samples bench

help: ## in danh sách lệnh này
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(READY) ## cài đặt rồi chạy trọn công việc trên data_samples, in bảng kết quả và các trang để mở
	$(BIN)/hocba load
	$(BIN)/hocba registry import --as-of 2025-08-20
	$(BIN)/hocba run all --as-of 2025-06-30 --as-of 2025-08-20
	$(BIN)/hocba run coverage --unit so-gddt-ha-noi --school-year 2023-2024 --as-of 2024-07-31
	$(BIN)/hocba run results_review --unit 79000701 --as-of 2025-08-20
	$(BIN)/hocba packs make --as-of 2025-08-20

test: $(READY) ## cài đặt rồi chạy toàn bộ kiểm thử
	$(BIN)/pytest

check: $(READY) ## kiểm tra quy tắc của nhà: ruff, mypy, import-linter, tests/house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest tests/house --numprocesses=0

fix: $(READY) ## tự sửa những gì máy sửa được: ruff, định dạng, xoá kết quả trong sổ tay, viết lại docs/quy-tac.md
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/jupyter-nbconvert --clear-output --inplace --log-level=ERROR notebooks/*.ipynb
	$(BIN)/hocba rules --page docs/quy-tac.md

lab: $(READY) ## mở JupyterLab trên các sổ tay
	@mkdir -p .venv/share/jupyter/lab/settings
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' \
		> .venv/share/jupyter/lab/settings/overrides.json
	$(BIN)/jupyter-lab --notebook-dir=notebooks

dashboard: $(READY) ## mở bảng điều khiển, trang tra cứu, kiểm tra trên dữ liệu mẫu (chạy make demo trước), ở máy này: http://127.0.0.1:8799
	$(BIN)/hocba serve

samples: $(READY) ## dựng lại data_samples từng byte
	$(BIN)/python -m data_samples.make

bench: $(READY) ## đo mọi thứ bằng tỷ lệ trong cùng một lần chạy, ra trang reports/bench/index.html; SIZE=110k, 2.2M hay 23M (lâu, cần 8 GB RAM)
	$(BIN)/python -m benchmarks --size $(SIZE)

$(READY): uv.lock pyproject.toml .python-version | $(UV)
	$(UV) sync --frozen
	@touch $@

# A Python without venv (Debian splits it off) still has pip, which can put uv there by itself.
$(UV):
	python3 -m venv .uv && .uv/bin/pip install --quiet uv==$(UV_VERSION) || \
	  { rm -rf .uv && python3 -m pip install --quiet --target .uv uv==$(UV_VERSION); }

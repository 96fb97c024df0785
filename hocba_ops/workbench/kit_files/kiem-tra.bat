@echo off
set PYTHONUTF8=1
py -3 -I -S -B "%~dp0run.py" %*

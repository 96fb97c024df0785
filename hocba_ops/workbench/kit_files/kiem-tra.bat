@echo off
py -3 -X utf8 -I -S -B "%~dp0run.py" %*

"""Workbooks (.xlsx, .xlsm, .xltx, .xltm) to tables: what the sheets show, and what the cells hold."""

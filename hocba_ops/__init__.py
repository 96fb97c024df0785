"""The open workbench with which an education office brings in học bạ số and proves how far it has come."""

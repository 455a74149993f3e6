"""Load and save, nothing else: what every script costs that edits the workbook with openpyxl."""

import sys

import openpyxl

openpyxl.load_workbook(sys.argv[1]).save(sys.argv[1])

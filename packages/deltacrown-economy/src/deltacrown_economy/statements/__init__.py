"""Statements as people get them: a CSV file, a PDF of one or more pages."""

from deltacrown_economy.statements.csv import COLUMNS, csv_lines
from deltacrown_economy.statements.pdf import statement_pdf

__all__ = ["COLUMNS", "csv_lines", "statement_pdf"]

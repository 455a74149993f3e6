"""A local server that speaks the Google Sheets v4 API (and the little of Drive that gspread needs): test equipment."""

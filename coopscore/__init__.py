"""What is on record about co-operatives: words, days, money, tables, intake, facts, records."""

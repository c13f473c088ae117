"""How provinces stand: indicators with intervals, flows of status, plans and what was done."""

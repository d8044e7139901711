"""Review desk: queues of statements, decisions on them, and what readers reported."""

"""What can be scored: one module a task, with its gold view, its prediction format and its metric."""

# The demo city: exactly the planted violations, whatever fails.

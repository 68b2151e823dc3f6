"""Networks that people bring: read from a file, checked, and kept in a folder of their own."""

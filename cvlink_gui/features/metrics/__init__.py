"""What is seen from outside: a project in numbers, for Prometheus and who reads its format."""

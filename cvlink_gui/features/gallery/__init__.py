"""What is in a data set: its images, their boxes, its card; looked at by a process of its own."""

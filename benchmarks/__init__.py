"""The figures of docs/benchmarks.md: `make bench` makes them all anew, each module prints its own table."""

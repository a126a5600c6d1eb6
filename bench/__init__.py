"""The figures that the search is held to: `make bench`, see docs/benchmarks.md. Stands outside the apps, as the tests do."""

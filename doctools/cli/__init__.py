"""The command line: parse arguments, call, choose a writer."""

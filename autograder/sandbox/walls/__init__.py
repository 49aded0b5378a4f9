"""The walls of the sandbox: namespaces, system-call filter, resource limits and supervision."""

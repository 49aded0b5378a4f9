"""Grading on several machines, with Dask distributed: `c.Sandbox.scheduler = "tcp://HOST:8786"`.

The head is the machine on which `nbgrader autograde` runs. It alone reads submissions and writes
the gradebook. A `RemotePool` stands there in place of the `Pool`: it sends packs of notebooks to
workers, which judge them as the built-in way does (`on_worker`). What crosses is bytes, JSON inside
(`messages`). What an assignment consists of, its `kit`, is sent to each worker once, which is then
asked whether it can grade (`crew`).
"""

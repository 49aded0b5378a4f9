"""Links that open an assignment's notebook in Colab, in Binder or on a JupyterHub.

They are made from `practice_repository` in `_config.yml`, the address of the course's repository,
and are left out while it is empty. Colab and Binder take theirs from GitHub only. JupyterHub needs
the hub's address too, in `practice_jupyterhub`, and nbgitpuller on the hub.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from sphinx.config import Config
from sphinx.errors import ExtensionError

GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+)")


@dataclass(frozen=True)
class Launch:
    """A link: the name of the place, its address, and what must be run there first."""

    place: str
    address: str
    first: str = ""


def launches(config: Config, assignment: str) -> list[Launch]:
    """The links for one assignment; none while no repository is set."""
    repository = config["practice_repository"].removesuffix("/").removesuffix(".git")
    if not repository:
        return []
    if not repository.startswith("https://"):
        raise ExtensionError(
            f"practice_repository in book/_config.yml is {repository!r}. It must be the https "
            "address of the repository, such as https://github.com/OWNER/NAME."
        )
    branch = config["practice_branch"]
    name = repository.rpartition("/")[2]
    path = f"exercises/{assignment}/{assignment}.ipynb"
    found = []
    if github := GITHUB.fullmatch(repository):
        at = f"{github[1]}/blob/{quote(branch)}/{path}"
        # Colab takes the notebook alone; its checks and data come with the repository.
        first = (
            f"!git clone --quiet --depth 1 --branch {branch} {repository}\n"
            f"%cd {name}/exercises/{assignment}"
        )
        found.append(Launch("Colab", f"https://colab.research.google.com/github/{at}", first))
        binder = f"https://mybinder.org/v2/gh/{github[1]}/{quote(branch, safe='')}"
        found.append(Launch("Binder", f"{binder}?{urlencode({'labpath': path})}"))
    if hub := config["practice_jupyterhub"].removesuffix("/"):
        asked = {"repo": repository, "branch": branch, "urlpath": f"lab/tree/{name}/{path}"}
        found.append(Launch("JupyterHub", f"{hub}/hub/user-redirect/git-pull?{urlencode(asked)}"))
    return found

"""Install the locked Python packages into .venv: with uv where it can be had, with pip otherwise.

uv does not read pip's settings. Where packages come from is therefore taken from `pip config list`
whenever it runs, and is written into no file. It needs no package, as set_up.py.
"""

import ast
import glob
import os
import shutil
import subprocess

VENV = ".venv"
PYTHON = os.path.join(VENV, "bin", "python")
LOCK = "requirements.lock"
UV_LOCK = "requirements-uv.lock"
UV_FOLDER = os.path.join(".make", "uv")
OWN_UV = os.path.join(UV_FOLDER, "bin", "uv")

PIP = [PYTHON, "-I", "-m", "pip"]
PIP_INSTALL = [
    *PIP, "install", "--quiet", "--disable-pip-version-check", "--no-user", "--no-compile",
]  # fmt: skip
# Students' code imports these in a sandbox that can write no bytecode. All other libraries are
# compiled when they are first imported, and many of their modules never are.
COMPILED = ("numpy", "scipy", "sklearn", "matplotlib", "keras", "tensorflow")
# The settings that pip and uv may take from the environment: where packages come from, not where
# they go.
PIP_SETTINGS = (
    "INDEX_URL", "EXTRA_INDEX_URL", "NO_INDEX", "FIND_LINKS", "TRUSTED_HOST", "CERT", "CLIENT_CERT",
    "PROXY", "TIMEOUT", "DEFAULT_TIMEOUT", "RETRIES", "RESUME_RETRIES", "CACHE_DIR", "NO_CACHE_DIR",
    "CONFIG_FILE", "KEYRING_PROVIDER", "NO_INPUT", "ONLY_BINARY", "NO_BINARY", "PREFER_BINARY",
    "ROOT_USER_ACTION", "LOG", "USE_FEATURE", "USE_DEPRECATED",
)  # fmt: skip
UV_SETTINGS = (
    "DEFAULT_INDEX", "INDEX", "INDEX_URL", "EXTRA_INDEX_URL", "NO_INDEX", "FIND_LINKS",
    "INSECURE_HOST", "HTTP_TIMEOUT", "KEYRING_PROVIDER", "CACHE_DIR", "NO_CACHE", "CONFIG_FILE",
    "NO_CONFIG", "OFFLINE", "NATIVE_TLS", "SYSTEM_CERTS", "LINK_MODE", "CONCURRENT_DOWNLOADS",
    "CONCURRENT_BUILDS", "CONCURRENT_INSTALLS",
)  # fmt: skip
# What pip calls a setting, and the variables in which uv expects it, lists separated as given.
COUNTERPARTS = {
    "index-url": (("UV_DEFAULT_INDEX",), " "),
    "extra-index-url": (("UV_INDEX",), " "),
    "find-links": (("UV_FIND_LINKS",), ","),
    "constraint": (("UV_CONSTRAINT",), " "),
    "trusted-host": (("UV_INSECURE_HOST",), " "),
    "cert": (("SSL_CERT_FILE",), " "),
    "client-cert": (("SSL_CLIENT_CERT",), " "),
    "proxy": (("HTTPS_PROXY", "HTTP_PROXY"), " "),
    "default-timeout": (("UV_HTTP_TIMEOUT",), " "),
    "timeout": (("UV_HTTP_TIMEOUT",), " "),
    "keyring-provider": (("UV_KEYRING_PROVIDER",), " "),
}
SWITCHES = {"no-index": "UV_NO_INDEX", "no-cache-dir": "UV_NO_CACHE"}
# These do not say where packages come from.
WITHOUT_EFFECT = {
    "disable-pip-version-check", "no-input", "root-user-action", "quiet", "verbose", "no-color",
    "progress-bar", "log", "retries", "resume-retries", "cache-dir", "no-warn-script-location",
    "prefer-binary", "break-system-packages", "require-virtualenv", "user", "target", "prefix",
    "require-hashes", "no-deps", "dry-run", "compile", "no-compile", "format",
    "no-warn-conflicts", "no-python-version-warning", "config-file",
}  # fmt: skip
COMMANDS = ("global", "install", ":env:")
OFF = ("", "0", "n", "no", "f", "false", "off")

NO_UV = "uv is not to be had here, so pip installs the packages, which takes longer."
NOT_UV = "pip has the setting %s, which uv does not know, so pip installs the packages."
UV_FAILED = "uv could not install the packages; the reason is above. Trying pip."


def environment():
    """Return the environment without variables that redirect an installation or omit parts."""
    return {name: value for name, value in os.environ.items() if not misleads(name)}


def misleads(name):
    """Return whether a variable changes what is installed, or where."""
    for prefix, settings in (("PIP_", PIP_SETTINGS), ("UV_", UV_SETTINGS)):
        if name.startswith(prefix):
            return name[len(prefix) :] not in settings
    return name.startswith("PYTHON") or name in ("VIRTUAL_ENV", "CONDA_PREFIX")


def install():
    """Install the locked packages and the course itself; return whether that succeeded."""
    uv, more = choose_uv()
    if uv and not with_uv(uv, more):
        print(UV_FAILED, flush=True)
        uv = None
    if uv is None and not with_pip():
        return False
    compile_libraries()
    return True


def choose_uv():
    """Return the path of uv and the variables that it needs, or None if pip is to be used."""
    settings = pip_settings()
    more, unknown = for_uv(settings)
    if unknown:
        print(NOT_UV % unknown, flush=True)
        return None, {}
    uv = find_uv()
    if not uv:
        print(NO_UV, flush=True)
    return uv, more


def find_uv():
    """Return the path of uv: the one that is installed, or one from the package index."""
    own = os.path.abspath(OWN_UV)
    for uv in (shutil.which("uv"), own):
        if uv and works(uv):
            return uv
    shutil.rmtree(UV_FOLDER, ignore_errors=True)
    command = [*PIP_INSTALL, "--no-deps", "--require-hashes", "--target", UV_FOLDER, "-r", UV_LOCK]
    with open(os.path.join(".make", "uv.log"), "wb") as log:
        done = subprocess.call(command, env=environment(), stdout=log, stderr=log)
    return own if done == 0 and works(own) else None


def works(uv):
    """Return whether this uv can be run."""
    null = subprocess.DEVNULL
    try:
        return subprocess.call([uv, "--version"], env=environment(), stdout=null, stderr=null) == 0
    except OSError:
        return False


def with_uv(uv, more):
    """Install everything with uv."""
    command = [
        uv, "pip", "install", "--quiet", "--python", PYTHON, "--no-deps", "--index-strategy",
        "unsafe-best-match",  # as pip: hashes decide, not the order of the indexes
    ]  # fmt: skip
    # uv accepts no constraints with --require-hashes. The lock has a hash for each package.
    hashes = "--verify-hashes" if "UV_CONSTRAINT" in more else "--require-hashes"
    editable = ["--no-build-isolation", "--editable", "."]
    return run([*command, hashes, "-r", LOCK], more) and run([*command, *editable], more)


def with_pip():
    """Install everything with pip."""
    locked = ["--no-deps", "--require-hashes", "-r", LOCK]
    editable = ["--no-deps", "--no-build-isolation", "--editable", "."]
    return run([*PIP_INSTALL, *locked]) and run([*PIP_INSTALL, *editable])


def compile_libraries():
    """Compile what sandboxed code imports, without the libraries' own tests."""
    folders = [
        folder
        for name in COMPILED
        for folder in glob.glob(os.path.join(VENV, "lib", "python3*", "site-packages", name))
    ]
    compiling = [PYTHON, "-I", "-m", "compileall", "-qq", "-j", "0", "-x", "[/]tests?[/]"]
    # Some libraries contain templates that are no Python. pip ignores them too.
    run([*compiling, *folders])


def run(command, more=None):
    """Return whether a command succeeds. What the user sets for uv overrides pip's settings."""
    given = environment()
    derived = {
        name: value
        for name, value in (more or {}).items()
        if not (name.startswith("UV_") and name in given)
    }
    return subprocess.call(command, env={**given, **derived}) == 0


def pip_settings():
    """Return pip's settings from its files and from the environment, by name."""
    done = subprocess.run([*PIP, "config", "list"], env=environment(), stdout=subprocess.PIPE)
    settings = {}
    # Later lines hold, and pip lists the environment before its files.
    for command in COMMANDS:
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            key, _, value = line.partition("=")
            section, _, name = key.rpartition(".")
            if section == command:
                settings[name] = ast.literal_eval(value)
    return settings


def for_uv(settings):
    """Return the variables that tell uv the same, and a setting for which there is none."""
    more = {}
    for name, value in settings.items():
        if name in COUNTERPARTS:
            variables, separator = COUNTERPARTS[name]
            more.update(dict.fromkeys(variables, separator.join(value.split())))
        elif name in SWITCHES:
            if value.lower() not in OFF:
                more[SWITCHES[name]] = "1"
        elif name not in WITHOUT_EFFECT:
            return {}, name
    return more, None

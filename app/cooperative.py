"""Sockets and time that let others go on: for libraries that know nothing of gevent."""

from collections.abc import Mapping

_NEEDS_IT = "FORWARD_PASS_REDIS"


def be_cooperative(environment: Mapping[str, str]) -> None:
    """Let the client of Redis wait as gevent does, where there is Redis: before it is imported.

    Nothing else here needs it.
    """
    if environment.get(_NEEDS_IT):
        from gevent import monkey

        monkey.patch_time()
        monkey.patch_socket()
        monkey.patch_ssl()


def is_cooperative() -> bool:
    """Whether that was done, here or by gunicorn."""
    from gevent import monkey

    return bool(monkey.is_module_patched("socket") and monkey.is_module_patched("time"))

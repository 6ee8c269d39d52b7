"""A server looks once for components among the packages that are installed; a page of a test looks each time anew.

It reads the description of every package, which takes ten times as long as most pages do.
"""

from functools import lru_cache

from streamlit.components.v2 import manifest_scanner


def scan_once() -> None:
    """Let the pages of tests share one look, as those of a server do."""
    if not hasattr(manifest_scanner.scan_component_manifests, "cache_info"):
        manifest_scanner.scan_component_manifests = lru_cache(manifest_scanner.scan_component_manifests)

"""What maintainers run beside the library: the page of errors, licences, the list of parts.

Each module is a command: ``python -m tools.errors_page``, ``tools.licences``, ``tools.parts``,
``tools.pins``. Nothing here is in the wheel.
"""

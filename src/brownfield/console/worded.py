"""How does a command have a name of two words?"""

from typing import Any

from typer.core import TyperGroup


class Worded(TyperGroup):
    """Commands of which some have two words, as `evidence read`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command of the first two words if there is one, else of one."""
        name = " ".join(args[:2])
        if len(args) > 1 and name in self.commands:
            return super().resolve_command(ctx, [name, *args[2:]])
        return super().resolve_command(ctx, args)

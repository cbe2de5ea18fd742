"""The task that prints a shell's completion script.

Invoke's own scripts need ``invoke`` on the PATH; these run the command on the line, such as ``./inv``.
"""

import sys

from invoke.context import Context

from headstart.core.errors import WorkspaceError
from headstart.tasks.declare import task

SCRIPTS = {
    "bash": """\
_inv() { COMPREPLY=($(compgen -W "$("$1" --complete -- "inv ${COMP_WORDS[*]:1}" 2>/dev/null)" -- "$2")); }
complete -o default -F _inv inv invoke
""",
    "zsh": """\
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
_inv() { compadd -- ${(f)"$($words[1] --complete -- "inv ${words[2,-1]}" 2>/dev/null)"} || _files }
compdef _inv inv invoke
""",
    "fish": """\
function __inv_complete
    set --local args (commandline --tokenize --cut-at-cursor) (commandline --current-token)
    eval $args[1] --complete -- (string escape "inv $args[2..-1]") 2>/dev/null
end
complete --command inv --arguments '(__inv_complete)'
complete --command invoke --arguments '(__inv_complete)'
""",
}


@task(shell="bash, zsh or fish")  # noqa: S604 - the name of a parameter
def completion(_context: Context, shell: str) -> None:
    """Print the completion script for bash, zsh or fish."""
    if shell not in SCRIPTS:
        msg = f"unknown shell {shell}: use {', '.join(SCRIPTS)}, for example `inv completion bash`"
        raise WorkspaceError(msg)
    sys.stdout.write(SCRIPTS[shell])

"""The commands ``help``, ``docs`` and ``completion``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

import click

from vlagraph.cli.groups import context_of
from vlagraph.cli.help import paragraphs, two_columns
from vlagraph.cli.language import run_language
from vlagraph.cli.options import lang_option
from vlagraph.cli.output import emit
from vlagraph.cli.refusals import Refused, instead_of, no_such_command
from vlagraph.words import table, term, translate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from click.shell_completion import CompletionItem

    from vlagraph.core.model import Lang

__all__ = ["completion", "docs", "help_"]

_SHELLS = ("bash", "zsh", "fish")


class _Word(click.ParamType[str]):
    """A name of one of the ``tables`` of the words, or of a command, which the shell completes."""

    name = "word"
    tables: ClassVar[tuple[str, ...]] = ("subject", "doc")
    commands: ClassVar[bool] = True

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The names that begin with ``incomplete``, each with what it is about."""
        from click.shell_completion import CompletionItem

        lang, app = run_language(ctx), ctx.find_root()
        found = {name: _summary(text) for kind in self.tables for name, text in table(lang, kind).items()}
        if self.commands and isinstance(app.command, click.Group):
            found |= {name: _summary(term(lang, "help", name)) for name in app.command.list_commands(app)}
        begun = incomplete.casefold()
        return [CompletionItem(name, help=found[name]) for name in sorted(found) if name.startswith(begun)]


class _PageName(_Word):
    """A page of the docs."""

    name = "page"
    tables = ("doc",)
    commands = False


@click.command("help")
@click.argument("words", metavar="[COMMAND|SUBJECT]...", nargs=-1, type=_Word())
@lang_option
@click.pass_context
def help_(ctx: click.Context, words: tuple[str, ...], *, lang: Lang) -> None:
    """Explain a command or a subject."""
    from vlagraph.store import docs as pages

    app = ctx.find_root()
    found = _command_page(app, words, lang)
    subject = "" if found else _meant("-".join(words), table(lang, "subject"))
    if found or subject:
        emit(found or paragraphs(term(lang, "subject", subject)))
    elif page := _meant("-".join(words), pages.page_names()):
        _show(pages.read_page(page))
    else:
        raise _unknown(app, words, lang)


def _command_page(app: click.Context, words: Sequence[str], lang: Lang) -> str:
    """The help of the command that ``words`` name, of the program without any; empty for other words."""
    ctx = app
    for word in words:
        if word not in _commands_of(ctx):
            return ""
        ctx = context_of(ctx, word)
    page = ctx.get_help()
    if words:
        return page
    rows = [(name, _summary(text).split()) for name, text in table(lang, "subject").items()]
    return "\n".join([page, "", translate(lang, "usage.subjects"), *two_columns(rows)])


def _unknown(app: click.Context, words: Sequence[str], lang: Lang) -> Refused:
    """The refusal of ``words`` that there is no help on: what does what they ask for, or what is near."""
    ctx, named = app, list[str]()
    for word in words:
        if word not in _commands_of(ctx):
            break
        ctx, named = context_of(ctx, word), [*named, word]
    if named:  # the first words are a command, which has no such command of its own
        near = [" ".join([*named, name]) for name in _commands_of(ctx)]
        typed = " ".join(words[: len(named) + 1])
        return _refused("usage.no_such_subject", typed, near, otherwise=" ".join(named))
    if instead_of(words[0]):
        return no_such_command(app, words[0], ())
    known = [*table(lang, "subject"), *table(lang, "doc"), *_commands_of(app)]
    return _refused("usage.no_such_subject", words[0], known)


def _commands_of(ctx: click.Context) -> Sequence[str]:
    """The commands below that of ``ctx``."""
    return ctx.command.list_commands(ctx) if isinstance(ctx.command, click.Group) else ()


def _refused(key: str, word: str, known: Iterable[str], *, otherwise: str = "") -> Refused:
    from vlagraph.core.slips import did_you_mean
    from vlagraph.core.text import printable

    hint = did_you_mean(word, known) or (did_you_mean(otherwise, [otherwise]) if otherwise else "")
    return Refused(key, None, name=repr(printable(word)), hint=hint)


def _meant(word: str, known: Collection[str]) -> str:
    """The one of ``known`` that ``word`` is, or alone begins with it, without an ending of the plural."""
    key = word.casefold().removesuffix(".md")
    if key in known:
        return key
    begun = [name for name in known if len(key) > 2 and name.startswith(key)]
    return begun[0] if len(begun) == 1 else ""


@click.command()
@click.argument("name", required=False, type=_PageName())
@click.option("--path", "where", is_flag=True)
@lang_option
def docs(name: str | None, *, where: bool, lang: Lang) -> None:
    """Show the docs, which ship with the program."""
    from vlagraph.store import docs as pages

    page = "" if name is None else _meant(name, pages.page_names())
    if name is not None and not page:
        raise _refused("usage.no_such_page", name, pages.page_names())
    if where:
        emit(f"{pages.page_file(page) if page else pages.docs_folder()}")
    elif page:
        _show(pages.read_page(page))
    else:
        emit("\n".join(two_columns([(one, term(lang, "doc", one).split()) for one in pages.page_names()])))


def _show(page: str) -> None:
    """Print ``page``, on a terminal by the pager."""
    if sys.stdout.isatty():
        click.echo_via_pager(page)
    else:
        click.echo(page, nl=False)


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS))
@lang_option
def completion(shell: str, *, lang: Lang) -> None:
    """Print what makes TAB complete commands, options and names."""
    from click.shell_completion import ShellComplete, get_completion_class

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - click knows these shells
    # the text alone: click's own method starts bash first, to ask for its version
    script = ShellComplete.source(found(click.Command("vlagraph"), {}, "vlagraph", "_VLAGRAPH_COMPLETE"))
    # a value may hold commas, as in: --known a,b
    click.echo(script.replace('string split "," $completion', 'string split -m 1 "," $completion'))


def _summary(text: str) -> str:
    return text.partition("\n\n")[0]

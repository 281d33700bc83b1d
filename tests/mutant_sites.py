"""Every small change of a module that could make a result wrong, found in its syntax tree.

Numbers grow by one, comparisons take or lose their edge, ``+`` turns into ``-``, ``and`` into
``or``, a ``not`` goes, the least becomes the greatest, a sort turns round. Left alone is what has
no result: annotations, decorators, asserts, ``strict=`` of ``zip``, f-strings (they are words), and
the lines that run for type checkers or a command line alone.
"""

from __future__ import annotations

import ast
from itertools import accumulate
from typing import NamedTuple

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_OPPOSITES = (
    *(("min", "max"), ("any", "all"), ("idxmin", "idxmax"), ("argmin", "argmax")),
    *(("cummin", "cummax"), ("first", "last"), ("head", "tail"), ("floor", "ceil")),
    *(("minimum", "maximum"), ("nanmin", "nanmax"), ("bisect_left", "bisect_right")),
)
_OPPOSITE = {a: b for pair in _OPPOSITES for a, b in (pair, pair[::-1])}
_SORTS = {"sorted": ("reverse", True), "sort": ("reverse", True)}
_SORTS |= {"sort_values": ("ascending", False), "sort_index": ("ascending", False)}


class Mutant(NamedTuple):
    """One change of a file of the library: the characters ``start`` to ``end`` become ``new``."""

    file: str
    start: int
    end: int
    new: str
    line: int
    kind: str
    owner: int  # the first line of the function around it; 0 for the module's own lines

    def apply(self, text: str) -> str:
        """Make the change in the text of the file."""
        return text[: self.start] + self.new + text[self.end :]

    def source(self, text: str) -> str:
        """Give the line of the file on which it stands."""
        return text.splitlines()[self.line - 1].strip()

    def change(self, text: str) -> str:
        """Say what becomes of what."""
        return f"{' '.join(text[self.start : self.end].split())} → {self.new}"


class _Finder(ast.NodeVisitor):
    """Walk through a module and note its changes."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.owner = file, 0
        self.found: list[Mutant] = []
        self.bytes = text.encode()
        lengths = map(len, self.bytes.splitlines(keepends=True))
        self.rows = [0, *accumulate(lengths)]

    def place(self, line: int, column: int) -> int:
        """Give the character of a line and column: the tree counts bytes."""
        return len(self.bytes[: self.rows[line - 1] + column].decode())

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Give where a node begins and ends."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self.place(node.lineno, node.col_offset),
            self.place(node.end_lineno, node.end_col_offset),
        )

    def note(self, kind: str, node: ast.expr, new: str, start: int | None = None) -> None:
        """Note a change of a node, or of its end from ``start`` on."""
        low, high = self.span(node)
        line = node.lineno if start is None else node.end_lineno or node.lineno
        low = low if start is None else start
        self.found.append(Mutant(self.file, low, high, new, line, kind, self.owner))

    def instead(self, kind: str, node: ast.expr, other: ast.expr) -> None:
        """Note that another expression takes the place of a node."""
        self.note(kind, node, f"({ast.unparse(other)})")

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Look into a function, its defaults among what it holds."""
        before = self.owner
        self.owner = owner_of(node)
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.visit(default)
        for one in node.body:
            self.visit(one)
        self.owner = before

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Look into a class."""
        for one in node.body:
            self.visit(one)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Look at what is assigned."""
        if node.value is not None:
            self.visit(node.value)

    def visit_Assert(self, node: ast.Assert) -> None:
        """Pass over what only tells types."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Pass over words."""

    def visit_If(self, node: ast.If) -> None:
        """Pass over what runs for type checkers or the command line alone."""
        if ast.unparse(node.test) not in ("TYPE_CHECKING", "__name__ == '__main__'"):
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        """Pass over the guard of ``zip``."""
        if node.arg != "strict":
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Turn a truth value round; add one to a whole number, a tenth to another."""
        if isinstance(node.value, bool):
            self.note("truth value", node, str(not node.value))
        elif isinstance(node.value, int):
            self.note("number", node, str(node.value + 1))
        elif isinstance(node.value, float):
            self.note("number", node, repr(round(node.value * 1.1, 12) or 0.1))

    def visit_Compare(self, node: ast.Compare) -> None:
        """Move the edge of a comparison, or turn it round."""
        for place, operator in enumerate(node.ops):
            for other in _COMPARED[type(operator)]:
                ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
                self.instead("comparison", node, ast.Compare(node.left, ops, node.comparators))
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Compute something else."""
        if other := _COMPUTED.get(type(node.op)):
            self.instead("arithmetic", node, ast.BinOp(node.left, other(), node.right))
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """Ask for one where both were asked for, and the reverse."""
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        self.instead("and/or", node, ast.BoolOp(other, node.values))
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        """Drop a ``not``, a ``~`` or a minus."""
        if not isinstance(node.op, ast.UAdd):
            self.instead("sign or not", node, node.operand)
        self.generic_visit(node)

    def visit_Slice(self, node: ast.Slice) -> None:
        """Drop an end of a slice: its numbers are changed as numbers are."""
        for end in (node.lower, node.upper):
            if end is not None:
                self.note("slice", end, "")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Take the greatest for the least, the last for the first; turn a sort round."""
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if name in _OPPOSITE:
            self.note("opposite", called, _OPPOSITE[name], self.span(called)[1] - len(name))
        if name in _SORTS and _SORTS[name][0] not in {one.arg for one in node.keywords}:
            word = ast.keyword(_SORTS[name][0], ast.Constant(_SORTS[name][1]))
            self.instead("sort", node, ast.Call(called, node.args, [*node.keywords, word]))
        self.generic_visit(node)


def owner_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Give the first line of a function, its decorators among it, as its code object does."""
    return min([node.lineno, *(one.lineno for one in node.decorator_list)])


def mutants(file: str, text: str) -> list[Mutant]:
    """Give all changes of a module, in the order of its text."""
    finder = _Finder(file, text)
    finder.visit(ast.parse(text))
    return sorted(finder.found)

"""Find the strings that a module uses as names of columns, by reading its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# Methods of tables whose arguments name columns, by position or by these keywords.
METHODS = {
    "agg": ("func",),
    "astype": ("dtype",),
    "drop": ("columns",),
    "drop_duplicates": ("subset",),
    "dropna": ("subset",),
    "duplicated": ("subset",),
    "explode": ("column",),
    "fillna": ("value",),
    "groupby": ("by",),
    "insert": ("column",),
    "itertuples": (),
    "join": ("on",),
    "merge": ("on", "left_on", "right_on"),
    "pivot": ("index", "columns", "values"),
    "pop": ("item",),
    "reindex": ("columns",),
    "rename": ("columns",),
    "set_index": ("keys",),
    "sort_values": ("by",),
    "to_frame": ("name",),
    "unstack": ("level",),
}
BY_POSITION = {"drop_duplicates", "explode", "groupby", "set_index", "sort_values"}
Use = tuple[str, int]  # the name, and its line


def uses(tree: ast.Module) -> Iterator[Use]:
    """Give every string used as the name of a column or a key, with its line."""
    lists = _lists(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and not _is_no_table(node):
            yield from _strings(_column_part(node), lists)
        elif isinstance(node, ast.Call):
            yield from _of_call(node, lists)
        elif isinstance(node, ast.FunctionDef):
            yield from _of_rows(node)


def keys(tree: ast.Module) -> Iterator[list[Use]]:
    """Give the keys of every dictionary that is written out and handed to no table, with lines."""
    of_tables = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in {"DataFrame", *METHODS}
        for part in [*node.args, *(word.value for word in node.keywords)]
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and id(node) not in of_tables:
            yield [
                (key.value, key.lineno)
                for key in node.keys
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
            ]


def _column_part(node: ast.Subscript) -> ast.expr:
    """Return what names the columns: beside ``loc`` and ``at`` the second part."""
    if ast.unparse(node.value).endswith((".loc", ".at")):
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return parts[1] if len(parts) == 2 else ast.Constant(None)
    return node.slice


def _of_rows(function: ast.FunctionDef) -> Iterator[Use]:
    """Give the attributes of the variables that run over the rows of a table."""
    rows = {
        part.id
        for node in ast.walk(function)
        if isinstance(node, ast.For | ast.comprehension) and "itertuples" in ast.unparse(node.iter)
        for part in ast.walk(node.target)
        if isinstance(part, ast.Name)
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in rows:
            yield node.attr, node.lineno


def _of_call(node: ast.Call, lists: dict[str, ast.expr]) -> Iterator[Use]:
    """Give the names of columns among the arguments of a call."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if called == "assign":
        yield from ((word.arg, word.value.lineno) for word in node.keywords if word.arg)
    elif called == "query" and len(node.args) == 1 and isinstance(node.args[0], ast.Constant):
        asked = ast.parse(str(node.args[0].value), mode="eval")
        yield from ((n.id, node.lineno) for n in ast.walk(asked) if isinstance(n, ast.Name))
    elif called == "DataFrame":
        for part in [*node.args[:1], *(w.value for w in node.keywords if w.arg == "columns")]:
            yield from _strings(part, lists, keys_only=isinstance(part, ast.Dict))
    elif called in METHODS:
        if called in BY_POSITION:
            for part in node.args:
                yield from _strings(part, lists)
        for word in node.keywords:
            if word.arg in METHODS[called]:
                yield from _strings(word.value, lists)


def _strings(
    node: ast.expr, lists: dict[str, ast.expr], *, keys_only: bool = False
) -> Iterator[Use]:
    """Give the strings of an expression that names one column or several."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value, node.lineno
    elif isinstance(node, ast.Name) and node.id in lists:
        yield from _strings(lists[node.id], {})
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        for part in node.elts:
            yield from _strings(part, lists)
    elif isinstance(node, ast.Starred):
        yield from _strings(node.value, lists)
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield from _strings(key, lists) if key else ()
            if not keys_only:
                yield from _strings(value, lists)
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body, lists)
        yield from _strings(node.orelse, lists)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        text = node.func.value
        if node.func.attr == "split" and isinstance(text, ast.Constant):
            yield from ((name, node.lineno) for name in str(text.value).split())


def _lists(tree: ast.Module) -> dict[str, ast.expr]:
    """Find the lists of strings that a module names."""
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _is_no_table(node: ast.Subscript) -> bool:
    """Tell whether a subscript is a type, such as ``Literal["a"]``, or of another kind of thing."""
    of = ast.unparse(node.value)
    types = ("Literal", "pd.Series", "list", "tuple", "dict", "NDArray")
    return of in types or of.endswith((".attrs", ".spines"))

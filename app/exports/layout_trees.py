"""What a layout asks for, walked through: fields and lists that exist, nothing that computes."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from jinja2 import nodes

from app.exports.paper_fields import CLUSTER, LISTS, WORDS

MANY = {"clusters": 50, "minutes": 200, "totals": 50, "specials": 200}
LOOP = ("index", "index0", "first", "last", "length")

Scope = Mapping[str, Sequence[str]]


class LayoutFault(ValueError):
    """A layout that cannot be filled in; the message is for the officer."""


def size(tree: nodes.Template) -> int:
    """How many characters it comes to for 2,000 teams; raises LayoutFault for whatever is not known."""
    return _walk(tree.body, {}, 1)


def known() -> list[str]:
    """Every field that a layout may name, lists with the fields of their rows."""
    inner = {name: [*rows, *(CLUSTER if name == "clusters" else ())] for name, rows in LISTS.items()}
    return [*WORDS, *(f"{name}[{', '.join(rows)}]" for name, rows in inner.items())]


def _walk(body: Sequence[nodes.Node], scope: Scope, times: int) -> int:
    """How many characters these nodes come to; raises for whatever is not known."""
    found = 0
    for node in body:
        if isinstance(node, nodes.Output):
            found += sum(_said(each, scope) for each in node.nodes) * times
        elif isinstance(node, nodes.If):
            _asked(node.test, scope)
            found += sum(_walk(part, scope, times) for part in (node.body, node.elif_, node.else_))
        elif isinstance(node, nodes.For):
            found += _repeated(node, scope, times)
        else:
            raise _not_allowed(node)
    return found


def _repeated(node: nodes.For, scope: Scope, times: int) -> int:
    if not isinstance(node.target, nodes.Name) or node.test or node.recursive or node.else_:
        raise _not_allowed(node)
    name, rows = _list(node.iter, scope)
    inner = {**scope, node.target.name: rows, "loop": LOOP}
    many = MANY.get(name, 2_000 if isinstance(node.iter, nodes.Name) else 100)
    return _walk(node.body, inner, times * many)


def _list(node: nodes.Node, scope: Scope) -> tuple[str, Sequence[str]]:
    """The list that is gone through: one of the result, outside any other, or a cluster's own."""
    if isinstance(node, nodes.Name) and node.name in LISTS and not scope:
        return node.name, [*LISTS[node.name], *(CLUSTER if node.name == "clusters" else ())]
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        own = scope.get(node.node.name, ())
        if node.attr in CLUSTER and node.attr in own:
            return node.attr, CLUSTER[node.attr]
    raise _unknown(_shown(node))


def _asked(node: nodes.Node, scope: Scope) -> None:
    """A condition: fields, texts, and, or, not, comparisons."""
    if isinstance(node, nodes.And | nodes.Or):
        _asked(node.left, scope)
        _asked(node.right, scope)
    elif isinstance(node, nodes.Not):
        _asked(node.node, scope)
    elif isinstance(node, nodes.Compare):
        for each in (node.expr, *(operand.expr for operand in node.ops)):
            _asked(each, scope)
    elif not (isinstance(node, nodes.Name) and node.name in LISTS):
        _said(node, scope)


def _said(node: nodes.Node, scope: Scope) -> int:
    if isinstance(node, nodes.TemplateData):
        return len(node.data)
    if isinstance(node, nodes.Const) and isinstance(node.value, str | int):
        return len(str(node.value))
    if isinstance(node, nodes.Name):
        if node.name not in WORDS:
            raise _unknown(node.name)
    elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        if node.attr not in scope.get(node.node.name, ()):
            raise _unknown(_shown(node))
    else:
        raise _not_allowed(node)
    return 100


def _shown(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_shown(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else type(node).__name__


def _unknown(name: str) -> LayoutFault:
    return LayoutFault(_("Không có trường “%(name)s”. Các trường có: %(known)s.", name=name, known="; ".join(known())))


def _not_allowed(node: nodes.Node) -> LayoutFault:
    return LayoutFault(
        _("Mẫu chỉ được gọi tên trường, lặp danh sách và đặt điều kiện; không tính toán (%(kind)s).", kind=_shown(node))
    )

"""What the checks find, and the file they look at."""

from dataclasses import dataclass, field

import pikepdf


class Report:
    """Collects violations and warnings, each clause and text once."""

    def __init__(self):
        self.found = []
        self.warned = []
        self._seen = set()

    def add(self, clause, text, where="file"):
        self._put(self.found, clause, text, where)

    def warn(self, clause, text, where="file"):
        self._put(self.warned, clause, text, where)

    def _put(self, into, clause, text, where):
        if (clause, text, where) not in self._seen:
            self._seen.add((clause, text, where))
            into.append((clause, where, text))

    def clauses(self):
        """Names of the clauses that are violated."""
        return {clause for clause, _, _ in self.found}


@dataclass
class Job:
    """What the job was ordered as; None is not checked."""

    plates: list = None  # plate names in any order
    total_ink: int = 320  # percent: CGATS TR 006, the condition used when none is given
    bleed: float = None  # mm on every side


@dataclass
class File:
    """An open file with what several checks want to know of it."""

    path: str
    raw: bytes
    pdf: pikepdf.Pdf
    level: str  # "4" or "1a"
    job: Job
    report: Report
    intent: str = None  # "CMYK" or "GRAY", from the output profile
    plates: set = field(default_factory=set)  # marked by anything painted
    separations: dict = field(default_factory=dict)  # name → definition

    @property
    def x1a(self):
        return self.level == "1a"


def inherited(page, key):
    """Value of a page attribute, from the page or the nodes above it."""
    node, depth = page, 0
    while node is not None and depth < 64:
        if key in node:
            return node[key]
        node, depth = node.get("/Parent"), depth + 1
    return None


def is_name(obj, *names):
    return isinstance(obj, pikepdf.Name) and (not names or str(obj) in names)


def is_dict(obj):
    return isinstance(obj, (pikepdf.Dictionary, pikepdf.Stream))


def is_number(obj):
    from decimal import Decimal
    return isinstance(obj, (int, float, Decimal)) and not isinstance(obj, bool)


def name_bytes(name):
    """The bytes of a name without its slash."""
    raw, out, i = name.unparse()[1:], bytearray(), 0
    while i < len(raw):
        if raw[i] == 0x23:  # "#"
            out.append(int(raw[i + 1:i + 3], 16))
            i += 3
        else:
            out.append(raw[i])
            i += 1
    return bytes(out)


def dictionaries(pdf):
    """Every dictionary and stream of the file with a word on where it is."""
    for obj in pdf.objects:
        if obj is not None:
            yield from _inside(obj, f"object {obj.objgen[0]}" if hasattr(obj, "objgen") else "object")
    yield pdf.trailer, "trailer"


def _inside(obj, where):
    if is_dict(obj):
        yield obj, where
        children = [(key, value) for key, value in obj.items()]
    elif isinstance(obj, pikepdf.Array):
        children = [("", value) for value in obj]
    else:
        return
    for key, value in children:
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect:
            yield from _inside(value, where + " " + key if key else where)


def resources_of(pdf):
    """Every resource dictionary with its place: pages, forms, patterns, Type 3."""
    for n, page in enumerate(pdf.pages, 1):
        resources = inherited(page.obj, "/Resources")
        if is_dict(resources):
            yield resources, f"page {n}"
    for obj, where in dictionaries(pdf):
        if "/Resources" in obj and obj.get("/Type") != "/Page" and obj.get("/Type") != "/Pages":
            if is_dict(obj["/Resources"]):
                yield obj["/Resources"], where

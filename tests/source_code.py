"""The product's own source, read as syntax trees: modules, their imports, and who refers to whose functions."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("storeops", "kiosk", "staff_console", "migrations")

Function = tuple[str, str]
"""A module's name and the name of a function at its top level."""


@dataclass(frozen=True)
class Import:
    """One import: of which module, and of which name in it (None: the module itself)."""

    module: str
    name: str | None
    line: int

    @property
    def library(self) -> str:
        return self.module.split(".")[0]


class Module:
    """A source file of the product."""

    def __init__(self, path: Path) -> None:
        parts = path.relative_to(ROOT).with_suffix("").parts
        self.path = path
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self.tree = ast.parse(path.read_text(encoding="utf-8"))

    @cached_property
    def imports(self) -> list[Import]:
        """Every import, wherever it stands; a name that is itself a module of ours counts as that module."""
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [Import(alias.name, None, node.lineno) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path}:{node.lineno}: imports name their package"
                found += [self._import_from(str(node.module), alias.name, node.lineno) for alias in node.names]
        return found

    @staticmethod
    def _import_from(module: str, name: str, line: int) -> Import:
        inner = f"{module}.{name}"
        return Import(inner, None, line) if is_ours(inner) and inner in modules() else Import(module, name, line)

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """The functions at the top level, by name."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    @cached_property
    def texts(self) -> list[tuple[int, str]]:
        """The texts in the code with their lines, documentation aside; an f-string counts by its parts."""
        documentation = {
            id(node.value)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        return [
            (node.lineno, node.value)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
        ]

    @cached_property
    def calls(self) -> list[tuple[int, str]]:
        """The names of the methods that are called, with their lines."""
        return [
            (node.lineno, node.func.attr)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        ]

    @cached_property
    def dotted(self) -> list[tuple[int, str]]:
        """The last two parts of dotted names, with their lines: `datetime.now` of `datetime.datetime.now`."""
        return [
            (node.lineno, f"{getattr(node.value, 'attr', None) or getattr(node.value, 'id', '')}.{node.attr}")
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Attribute)
        ]

    @cached_property
    def _meanings(self) -> dict[str, tuple[str, str | None]]:
        """What the imported names stand for: a module, or a name in one."""
        meanings: dict[str, tuple[str, str | None]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    found = self._import_from(str(node.module), alias.name, node.lineno)
                    meanings[alias.asname or alias.name] = (found.module, found.name)
        return meanings

    def refers_to(self, node: ast.AST) -> Iterator[Function]:
        """The functions of the product that are named in `node`, called or handed on."""
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                if part.id in self.functions:
                    yield self.name, part.id
                module, name = self._meanings.get(part.id, ("", None))
                if name:
                    yield module, name
            elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
                module, name = self._meanings.get(part.value.id, ("", "not a module"))
                if name is None:
                    yield module, part.attr

    def is_action(self, function: ast.FunctionDef) -> bool:
        return any(isinstance(mark, ast.Name) and mark.id == "action" for mark in function.decorator_list)


def is_ours(module: str) -> bool:
    return module.split(".")[0] in PACKAGES


@cache
def modules() -> dict[str, Module]:
    """Every module of the product by name; the empty files of packages are left out."""
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    found = [Module(file) for file in files if file.stat().st_size]
    return {module.name: module for module in found}


def actions_within_reach(start: Function) -> list[Function]:
    """The actions that a function may call, directly or through others."""
    seen: set[Function] = set()
    found: list[Function] = []
    waiting = [start]
    while waiting:
        module_name, name = waiting.pop()
        module = modules().get(module_name)
        if (module_name, name) in seen or module is None or name not in module.functions:
            continue
        seen.add((module_name, name))
        function = module.functions[name]
        if module.is_action(function):
            found.append((module_name, name))
        else:
            waiting += module.refers_to(function)
    return found


def names_of_tests() -> set[str]:
    """The names of all tests."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.glob("tests/**/test_*.py"))
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}

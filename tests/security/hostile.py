"""What a stranger may send, as tables: each entry is one hostile input, or makes a few.

The tests give them to the parsers, ``python -m benchmarks.hostile`` sends them to a real server.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import pickle
import random
import zipfile
import zlib
from functools import cache
from urllib.parse import quote, urlencode

from visualizer.state.kinds import Number
from visualizer.state.parameters import PARAMETERS
from visualizer.state.run_file import FORMAT
from visualizer.state.run_records import FORMAT as KEPT_RUNS
from visualizer.tables.own_data import FINGERPRINT, PREFIX

NUMBERS = (
    "nan", "NaN", "-nan", "inf", "-inf", "+Infinity", "infinity", "1e309", "-1e309", "1e-400",
    "1e999999999", "0e999999999", "-0", "-0.0", "+0", "00000001", "1_000", "1 000", "1,5",
    "1.000,5",
    "1'000", "0x10", "0b11", "0o17", "1e", "e1", ".", "-", "+", "--1", "+-1", "1..2", "1.2.3",
    "1e1e1",
    "1e+", "١٢", "１２", "१२", "²", "½", "Ⅻ", "−1", "﹣1", "1\u202e2", "1\u200b2", "\t1", "1\n",
    " 1 ", "1%",
    "1;2", "1j", "(1)", "[1]", "{1}", "True", "None", "null", "undefined", "NULL", "1f", "1L", "#1",
    "2147483648", "-2147483649", "9223372036854775808", "18446744073709551616", "9" * 400,
    "-" + "9" * 400,
    "0." + "0" * 400 + "1", "1" * 5000, "0." + "3" * 5000, "1e" + "9" * 400, "3.4028236e38",
    "1e-46",
    "0.1000000000000000055511151231257827", "1.7976931348623157e308", "5e-324",
)  # fmt: skip
"""Where a number is wanted."""

TEXTS = (
    "", " ", "\t", "\r\n", "a\r\nSet-Cookie: a=b", "a%0d%0aLocation: //x", "\0", "a\0b",
    "\x1b[31mred\x1b[0m",
    "\x7f", "\x80\x9f", "\ufeff", "\ufffe", "\uffff", "\U0010ffff", "\u202egpj.exe", "\u2066\u2069",
    "\u200b\u200c\u200d",
    "\u00ad", "\u034f", "\u115f\u3164\uffa0", "\u2028\u2029",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́", "é" * 300,
    "👩‍👩‍👧‍👦" * 50, "🏳️‍🌈", "𝔘𝔫𝔦", "ﷺ" * 40, "ß" * 99, "İı", "ǅ",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "</script><script>",
    "<iframe src=javascript:alert(1)>", "<a href='javascript:alert(1)'>x</a>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "<style>*{display:none}</style>", "<b>bold</b>",
    "&lt;b&gt;",
    "&#60;script&#62;", "<!--", "]]>", "<![CDATA[x]]>", "<?php echo 1 ?>", "<%= 7*7 %>", "{{7*7}}",
    "${7*7}",
    "#{7*7}", "{%raw%}", "{loss}", "{{loss}}", "{0}", "{0.__class__.__mro__}",
    "{self.__init__.__globals__}",
    "%s%s%s%n", "%(name)s", "%x" * 50, "%{customdata}", "$x^2$",
    "$$\\href{javascript:alert(1)}{x}$$",
    "\\input{/etc/passwd}", "[x](javascript:alert(1))", "![x](http://127.0.0.1:9/x.png)",
    "**bold** _it_ `code`",
    ":red[x]", ":material/home:", "# Heading", "- - -", "|a|b|", "```\ncode", "http://127.0.0.1:9/",
    "//127.0.0.1:9",
    "file:///etc/passwd", "\\\\127.0.0.1\\share", "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "%2e%2e%2fetc%2fpasswd", "..%252f..%252fetc", "/etc/passwd\0.csv", "....//....//etc/passwd",
    "~root", "$HOME",
    "$(id)", "`id`", "; ls", "| cat /etc/passwd", "&& id", "' OR '1'='1",
    "'; DROP TABLE students;--", "\" OR 1=1 --",
    "1; SELECT pg_sleep(10)", "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1+1",
    "'=1+1", "\t=1+1",
    "__class__", "__proto__", "constructor", "prototype", "toString", "hasOwnProperty",
    "__import__('os')",
    "import os", "lambda: 0", "eval('1')", "own", "own.", "own-", "OWN.x", "own.own.own.", "None",
    "NaN", "true",
    "admin", "root", "CON", "NUL", "COM1", "aux.csv", "a" * 10_000, "a" * 200_000, "ä" * 50_000,
    "\\" * 999, "'" * 999,
    '"' * 999, "(" * 999, "a" * 39 + "\u0301", "x" * 40, "x" * 41, "\ud800", "\udfff", "a\udc80b",
    "\ud83d",
)  # fmt: skip
"""Where a name is wanted, or anything else that is text."""

ADDRESSES = tuple(each.address for each in PARAMETERS.values())
NUMERIC = tuple(each.address for each in PARAMETERS.values() if isinstance(each, Number))
PAGES = (
    "", "neuron", "activations", "loss", "surface", "learning_rate", "training", "your_data",
    "runs",
)  # fmt: skip


def packed(content: object) -> str:
    """Return a table's text with any content, as an honest table is written."""
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")


GOOD_TASK = [1, "training", {"w1": "0.7"}, ["w1", "lr"], 0.05, 5, "Look at the loss."]


@cache
def tasks() -> list[str]:
    """Return hostile texts where a link holds a task."""
    good = packed(GOOD_TASK)
    contents: list[object] = [None, 1, "x", [], {}, GOOD_TASK[:6], [*GOOD_TASK, 1], [[]] * 7]
    odd: tuple[object, ...] = (
        None, True, -1, 0, 1e308, 10**400, float("nan"), [], {}, [[]] * 999, {"a": "b"},
    )  # fmt: skip
    for place, part in enumerate(GOOD_TASK):
        changed = [*odd, *(each for each in TEXTS if len(each) < 9_000)]
        contents += [
            [*GOOD_TASK[:place], each, *GOOD_TASK[place + 1 :]] for each in changed if each != part
        ]
    starts = [{"w1": each} for each in NUMBERS] + [{each: "1"} for each in TEXTS if len(each) < 999]
    contents += [[*GOOD_TASK[:2], each, *GOOD_TASK[3:]] for each in starts]
    found = [packed(json.dumps(each).encode()) for each in contents]
    return [
        *found, *(each for each in TEXTS if len(each) < 99_999), good[:-4], good[4:], good + good,
        good + "=", good.swapcase(), _letters(json.dumps(GOOD_TASK).encode()),
        _letters(pickle.dumps(GOOD_TASK)), packed(_nested(3_000)), packed(b"\xff\xfe"),
        *(bomb(size) for size in (1_000, 15_999, 17_000, 10_000_000)), "A" * 100_000,
    ]  # fmt: skip


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@cache
def bomb(size: int) -> str:
    """Return a short text that unpacks to ``size`` bytes."""
    return _letters(zlib.compress(b"[" + b" " * size, 9))


def _nested(depth: int, mark: str = "[]") -> bytes:
    return (mark[0] * depth + mark[1] * depth).encode()


GOOD = [1, ["a", "b", "c"], [0, 1, 2], [[1, 2, 3], [4, 5, 6], [0, 1, 0]], None]


def _tables() -> list[object]:
    """Return contents of a table's text that differ from a good one in one thing or another."""
    found: list[object] = [None, 0, 1e308, "x", [], {}, [1], [1] * 5, [[]] * 5, [1, [], [], [], []]]
    found += [[version, *GOOD[1:]] for version in (0, 2, -1, 1.5, "1", None, True, [1], 10**30)]
    columns: tuple[object, ...] = (
        None, "abc", [], ["a"], ["a", "b"], ["a", "b", "c", "d"], ["a", "a", "a"], ["", "", ""],
        [1, 2, 3], [None] * 3, [["a"], "b", "c"], ["\0", "b", "c"], ["a" * 500_000, "b", "c"],
        ["<script>", "{{7*7}}", "{loss}"], [""] * 900_000, [[]] * 900_000, {"a": 1},
    )  # fmt: skip
    found += [[1, each, *GOOD[2:]] for each in columns]
    parts: tuple[object, ...] = (
        None, "012", [], [0, 1], [0, 1, 2, 3], [0, 0, 0], [0, 1, 3], [-1, 0, 1], [0.0, 1.0, 2.0],
        [True, False, 2], ["0", "1", "2"], [None] * 3, [[0], 1, 2], [10**400, 0, 1], {"0": 1},
    )  # fmt: skip
    found += [[1, GOOD[1], each, *GOOD[3:]] for each in parts]
    numbers: tuple[object, ...] = (
        None, "x", [], [[], [], []], [[1], [2], [3]], [[1, 2], [3], [4]], [1, 2, 3], [None] * 3,
        [["1", "2"]] * 3, [[None, 1]] * 3, [[True, False]] * 3, [[1e7, 1]] * 3, [[-1e7, 1]] * 3,
        [[float("nan"), 1]] * 3, [[float("inf"), 1]] * 3, [[10**400, 1]] * 3, [[1, 2]] * 300_000,
        [[0] * 10_001] * 3, [[0] * 300_000] * 3, [[0] * 10_000] * 12, [[1e-320, 1]] * 3,
        [[[1], [2]]] * 3, [[{}, {}]] * 3, {"0": [1, 2]}, [[1, 2]] * 13,
    )  # fmt: skip
    found += [[1, *GOOD[1:3], each, GOOD[4]] for each in numbers]
    names: tuple[object, ...] = (
        1, True, {}, "", "x" * 41, "x" * 900_000, [], ["a"], ["a"] * 4, [None] * 3, [1, 2, 3],
        ["a"] * 900_000, [["a"]] * 3, ["<b>", "{loss}", "=1+1"], ["\ud800", "\u202e", "\0"],
    )  # fmt: skip
    return found + [[*GOOD[:4], each] for each in names]


@cache
def own_names() -> list[str]:
    """Return hostile names of somebody's own data."""
    good = packed(GOOD)
    bytes_of_good = zlib.compress(json.dumps(GOOD).encode())
    found = [PREFIX + packed(each) for each in _tables()]
    found += [PREFIX + text for text in TEXTS]
    found += [
        PREFIX + good[:-4], PREFIX + good[4:], PREFIX + good + good, PREFIX + good + "=",
        PREFIX + good + "\n",
        PREFIX + good.replace("e", "é", 1), PREFIX + good.upper(), PREFIX * 100 + good,
        PREFIX + _letters(json.dumps(GOOD).encode()), PREFIX + _letters(gzip.compress(b"[" * 9999)),
        PREFIX + _letters(pickle.dumps({"a": 1})), PREFIX + _letters(b"PK\3\4" + bytes(99)),
        PREFIX + _letters(bytes_of_good + b"more"), PREFIX + _letters(bytes_of_good[:-1]),
        PREFIX + packed(b"\xff\xfe\x00"), PREFIX + packed(b"{" * 100_000),
        PREFIX + packed(_nested(100_000)),
        PREFIX + packed(b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
        PREFIX + packed(b'{"a":1,"a":2}'),
        PREFIX + packed(b"[1," + b"9" * 5000 + b"]"),
        PREFIX + packed(b"[" + b"[]," * 900_000 + b"1]"),
        PREFIX + packed(b"[" + b"{}," * 900_000 + b"1]"),
        PREFIX + packed(b'"' + b"\\ud800" * 9999 + b'"'),
        PREFIX + packed(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()),
        PREFIX + packed(json.dumps(GOOD).encode("utf-16")),
        *(PREFIX + bomb(size) for size in (1_000, 3_900_000, 4_100_000, 10_000_000,
        100_000_000)),
        FINGERPRINT, FINGERPRINT + "0" * 32, FINGERPRINT + "../" * 10, FINGERPRINT + "f" * 100_000,
    ]  # fmt: skip
    return found


@cache
def links() -> list[str]:
    """Return hostile queries, without the question mark."""
    found = []
    for place, number in enumerate(NUMBERS):
        for turn in range(2):
            key = NUMERIC[(2 * place + turn) % len(NUMERIC)]
            found.append(urlencode({key: number}, errors="surrogatepass"))
    for place, text in enumerate(TEXTS):
        written = quote(text, errors="surrogatepass")
        found.append(f"{ADDRESSES[place % len(ADDRESSES)]}={written}")
        found.append(f"{written}=1")
        if len(text) < 1000 and max(text, default=" ") < "\ud800":
            found.append(f"activation={text}&{text}")
    found += [f"data={quote(name, errors='surrogatepass')}" for name in own_names()]
    found += [f"task={quote(text, errors='surrogatepass')}" for text in tasks()]
    found += [f"task={packed(GOOD_TASK)}&moved={quote(n, errors='surrogatepass')}" for n in NUMBERS]
    found += [
        "", "&" * 10_000, "=" * 10_000, "a" * 100_000, "b=1&" * 10_000,
        "&".join(f"k{n}=1" for n in range(10_000)),
        "b", "b=", "=b", "b==1", "b=1=2", "b[]=1", "b[0]=1&b[1]=2", "b.c=1", "b=1;b=2", "%", "%%%",
        "%zz", "b=%",
        "b=%f", "b=%ff%fe", "b=%c0%af", "b=%ed%a0%80", "b=%00", "%00=1", "b=+1", "b=%2B1", "?b=1",
        "??", "#", "b=1#c",
        "embed=true", "embed=<script>", "embed_options=show_toolbar&embed_options=dark_theme",
        "embed=true&embed=false",
        "EMBED=1", "theme=x", "steps=300&step=301", "steps=50&step=300", "student=13", "seed=-1",
        "seed=10000", "seed=1e3",
        "branch=300&branch_lr=100", "lr=100&steps=300&optimizer=adam", "batch=3",
        "step=300&steps=300&lr=100&batch=1",
        "session_id=1", "page=../../etc", "_stcore=1", "st=1", "b=" + "1" * 200_000,
    ]  # fmt: skip
    return found


@cache
def run_files() -> list[bytes]:
    """Return hostile run files."""
    good = {"format": FORMAT, "version": 1, "page": "training", "settings": {"seed": "7"}}
    contents: list[object] = [None, 1, "x", [], {}, [good], {"format": FORMAT}, {**good, "more": 1}]
    parts: dict[str, tuple[object, ...]] = {
        "format": (None, 1, [], "visualizer  run", "VISUALIZER RUN"),
        "version": (None, 0, 2, "1", 1.0, True, 10**30, [1], {}),
        "page": (None, 1, [], {}, *TEXTS[:3], "../training", "pages/training.py", "start",
        "x" * 9_999),
        "settings": (
            None, [], "seed=7", 1, {"seed": 7}, {"seed": None}, {"seed": ["7"]}, {"seed": {}},
            {"seed": "7" * 10_001}, {f"k{n}": "1" for n in range(101)}, {"": ""}, {"data": "own.x"},
            {"x" * 100_000: "1"}, {"embed": "true"}, {"session_id": "x"},
        ),
        "table": (1, [], {}, "", "x", "own.", packed(GOOD)[:-3], packed([]), bomb(10_000_000)),
    }  # fmt: skip
    for key, values in parts.items():
        contents += [{**good, key: value} for value in values]
    contents += [
        {**good, "settings": {"data": text, text: "1"}} for text in TEXTS if len(text) < 9_999
    ]
    found = [json.dumps(each).encode() for each in contents]
    text = json.dumps(good)
    found += [
        b"", b" ", b"\0", b"{", b"}", b"nul", b"NaN", b"[NaN]", b"Infinity", b"-", b"1" * 5000,
        b'"\\ud800"', b"\xff\xfe",
        text.encode("utf-16"), text.encode("utf-16-be"), text.encode("utf-32"),
        text.encode("utf-8-sig"),
        text.encode()[:-1], text.encode() * 2, text.replace('"', "'").encode(),
        text.encode() + b"\0",
        text.replace("}", ',"version":2}').encode(), text.replace("{", '{"page":"x","page":"runs",',
        1).encode(),
        _nested(100_000), _nested(400_000, "[]"), b'{"a":' * 100_000, b"[" * 999_999,
        b'["' + b"a" * 1_000_001,
        b"[" + b"1," * 450_000 + b"1]", pickle.dumps(good), gzip.compress(text.encode()),
        zip_of(text.encode()),
        b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode(),
    ]  # fmt: skip
    return found


@cache
def kept_run_files() -> list[bytes]:
    """Return hostile files of kept runs: each has one honest run of a network, but for one part."""
    good = {
        "version": 2, "id": "0" * 16, "number": 1, "name": "mine", "settings": {"h1": "3"},
        "losses": [0.5] * 301, "diverged_at": None, "branch": None, "page": "network",
        "sizes": [2, 3, 1], "loss": "mse", "test_loss": None,
    }  # fmt: skip
    odd: tuple[object, ...] = (
        None, True, -1, 0, 1.5, 1e308, 10**400, [], {}, [None], [[]], {"a": 1}, [2, 3, 1] * 9_999,
    )  # fmt: skip
    whole = [{**good, key: value} for key in good for value in (*odd, *TEXTS) if value != good[key]]
    settings: tuple[dict[str, object], ...] = (
        {"layers": "4"}, {"layers": "5"}, {"layers": "1e9"}, {"h1": "8" * 99}, {"h1": "9"},
        {"net_w": "w."}, {"net_w": "w.AAAA"}, {"net_w": "w." + "A" * 9_990}, {"net_w": "w." + "é"},
        {"net_w": "w.AACAfwAAgH8AAIB_AACAfwAAgH8AAIB_AACAfwAAgH8AAIB_"},  # infinite
        {"net_w": "own.x"}, {"points": "own.x"}, {"points": "../moons"}, {"net_loss": "evil"},
        {"net_step": "301"}, {"net_lr": "inf"}, {"net_lr": "1e7"}, {"test": "100"},
        {"test": ["25"]}, {"part_value": "1"}, {"data": "own-" + "0" * 31 + "/"},
        {f"h{n}": "1" for n in range(101)},
    )  # fmt: skip
    whole += [{**good, "settings": {"h1": "3", **each}} for each in settings]
    return [
        json.dumps({"format": KEPT_RUNS, "version": 1, "runs": [each]}).encode() for each in whole
    ]


def zip_of(content: bytes, name: str = "../../evil.csv") -> bytes:
    """Return a zip file with ``content`` in it, under a name that may lead elsewhere."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


@cache
def csv_files() -> list[bytes]:
    """Return hostile files where a table is wanted."""
    good = "name,a,b,c\nx,1,2,0\ny,3,4,1\n"
    found = [f"a,b,c\n1,2,0\n{number},4,1\n3,4,1\n".encode() for number in NUMBERS]
    for text in (each for each in TEXTS if len(each) <= 10_000):
        cell = text.replace('"', '""').encode(errors="surrogatepass")
        found.append(b'name,"' + cell + b'",b,c\n"' + cell + b'",1,2,0\ny,3,4,1\n')
    found += [
        b"", b"\n" * 999_999, b"," * 999_999, b";" * 999_999, b'"' * 999_999, b'""' * 400_000,
        b"a" * 999_999,
        b"1" * 999_999, b"1,2,3\n" * 160_000, b"a,b,c\n" + b"1,2,0\n" * 160_000, b"1," * 499_999,
        b"a\r" * 400_000,
        b"'" * 999_999, b"a,b,c\n1,2,3\n" + b'"' + b"x,1\n" * 200_000, b"-" * 999_999,
        b"a,b,c\n" + b"-" * 999_000,
        b"a,b,c\n1,2,3\n" + b"=" * 140_000, b"1e" * 400_000, (b"1." * 400_000), b"1 " * 400_000,
        b"\xa0" * 900_000,
        "\u200b".encode() * 300_000, "é".encode("latin-1") * 900_000, b"x" * 1_000_001,
        b"\xff\xfe" + b"\0\xd8" * 400_000,
        good.encode("utf-16"), good.encode("utf-16-le"), good.encode("utf-32"),
        good.encode("utf-8-sig"), good.encode("cp500"),
        good.replace(",", "\t").encode(), good.replace(",", "\0").encode(), good.replace("\n",
        "\r").encode(), good.encode()[:-9],
        good.replace("1", "1" * 400).encode(), b"\x1f\x8b" + bytes(999),
        gzip.compress(bytes(50_000_000)), zip_of(bytes(999)),
        pickle.dumps(good), b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"GIF89a",
        b"<html><script>alert(1)</script>", b"<?xml version='1.0'?>",
        b"{\"a\": 1}", random.Random(1).randbytes(99_999),
        ",".join(f"c{n}" for n in range(1_001)).encode() + b"\n1",
        b"\n".join(b",".join(b"%d" % n for n in range(1_000)) for _ in range(200)),
        b"a,a,a\n1,2,3\n4,5,6\n",
        *(zip_of(bytes(999), name) for name in ("xl/workbook.xml", "content.xml", "../a.xml")),
        zip_of(bytes(40_000_000), "xl/workbook.xml"), zip_of(b"<a/>", "xl/workbook.xml"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999),
        b"<table>" + b"<tr><td>1<td>2<td>3" * 40_000, b"<table" * 100_000, b"<!--" * 200_000,
        b"|a|b|c|\n|-|-|-|\n" + b"|1|2|3|\n" * 90_000, b"sep=\n1\n", b"sep==\n1=2=3\n4=5=6\n",
        b"1 2 3\n" * 160_000, b"a b\n" * 200_000, b"1'000" * 190_000, b"1 000" * 190_000,
        b"a,b,c\n" + b"yes,no,maybe\n" * 70_000, b"a,b,c\n" + b"1:30,2h,5%\n" * 80_000,
    ]  # fmt: skip
    return found


@cache
def values() -> list[object]:
    """Return what a browser may say is the value of a control."""
    found: list[object] = [
        None, True, False, 0, -1, 1, 1.5, -0.0, 1e308, -1e308, 5e-324, float("nan"), float("inf"),
        -float("inf"), 2**31, 2**63, 2**64, -(2**63) - 1, 10**400, 10**4200, [], {}, [1], {"a": 1},
        [[]] * 99, [0] * 99_999, {str(n): n for n in range(9_999)}, {"__proto__": {"x": 1}},
        {"value": 0.5},
    ]  # fmt: skip
    return found + list(NUMBERS[:30]) + [each for each in TEXTS if len(each) < 20_000]


@cache
def commits() -> list[object]:
    """Return what may stand where a page's commit is wanted, as its event's value."""
    found: list[object] = [
        None, 1, "x", [], {}, {"name": "n"}, {"values": {}}, {"name": 1, "values": {}},
        {"name": "n", "values": []}, {"name": "n", "values": None}, {"name": "", "values": {}},
        {"name": "n" * 65, "values": {}}, {"name": "n" * 100_000, "values": {}}, [{}],
        {"name": None},
        {"name": "n", "values": {f"k{n}": n for n in range(9_999)}},
        {"name": "n", "values": {text: 1 for text in TEXTS if len(text) < 999}},
    ]  # fmt: skip
    names = tuple(PARAMETERS)
    for place, value in enumerate(values()):
        found.append({"name": f"one {place}", "values": {names[place % len(names)]: value}})
    for place, name in enumerate(names):
        everywhere = {each: values()[place] for each in names}
        found.append({"name": f"all {place}", "values": everywhere})
        found.append({"name": f"big {place}", "values": {name: "9" * 4_000}})
    own = {"name": "own", "values": {"dataset": PREFIX + packed(GOOD)}}
    return [*found, own, *({**own, "values": {"dataset": each}} for each in own_names()[:40])]


@cache
def frames() -> list[bytes | str]:
    """Return what may come through the socket instead of a message."""
    chance = random.Random(2)
    found: list[bytes | str] = [
        b"",
        b"\0",
        b"\xff",
        b"\xff" * 9,
        b"\x80" * 99,
        "text",
        "",
        "{}",
        "\0",
    ]
    found += [chance.randbytes(size) for size in (1, 2, 3, 5, 8, 13, 99, 999, 9_999, 99_999)]
    found += [bytes([tag]) for tag in range(1, 128, 5)]
    # A field of each number and wire type: known ones of a wrong type, and unknown ones.
    for number in (1, 2, 5, 11, 12, 18, 19, 30, 99, 536_870_911):
        for wire in range(6):
            found.append(_varint(number << 3 | wire) + _varint(3) + b"abc")
    found += [
        _varint(90) + _varint(2**63), _varint(90) + b"\xff" * 10,
        _varint(11 << 3 | 2) + _varint(2**31),
        (_varint(11 << 3 | 2) + b"\0") * 9_999, b"\x0b" * 9_999, b"GET / HTTP/1.1\r\n\r\n",
        pickle.dumps({}),
        gzip.compress(bytes(9_999_999)), b"a" * 900_000, b"a" * 1_100_000, b"a" * 5_000_000,
        "a" * 900_000,
    ]  # fmt: skip
    return found


def _varint(number: int) -> bytes:
    parts = bytearray()
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    return bytes([*parts, number])

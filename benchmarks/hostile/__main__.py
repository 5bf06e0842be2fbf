"""Send all that a stranger may send, print a table, and write the rows where ``--json`` says."""

import argparse
import asyncio
import sys

from benchmarks.drag.servers import app_server
from benchmarks.hostile.attack import attack
from benchmarks.hostile.tally import SECONDS
from benchmarks.report import format_table, write_json

GENERATED = 10_000


def main() -> None:
    """Run the benchmark as the command line says."""
    parser = argparse.ArgumentParser("benchmarks.hostile", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the rows and machine facts there")
    parser.add_argument(
        "--generated", type=int, default=GENERATED, metavar="N",
        help=f"how many made-up inputs beside the listed ones (default: {GENERATED})",
    )  # fmt: skip
    options = parser.parse_args()
    with app_server() as server:
        found = asyncio.run(attack(server.url, options.generated))
        log = "".join(server.log)
    rows = [each.row() for each in found]
    print(format_table(rows))
    total = sum(len(each.seconds) for each in found)
    print(f"\n{total:,} inputs; each must be answered within {SECONDS:.0f} s or cleanly closed.")
    print(f"In the server's own log: {log.count('Traceback (most recent')} tracebacks.")
    for finding in dict.fromkeys(finding for each in found for finding in each.findings):
        print("-", finding)
    if options.json:
        write_json(options.json, "hostile", rows)
    sys.exit(any(each.findings for each in found))


if __name__ == "__main__":
    main()

"""Everything, one kind after the other."""

import time
from collections.abc import Sequence

from benchmarks.hostile.doors import send_files, send_links_as_pages, send_sockets
from benchmarks.hostile.made_up import Change, Input, damaged, mixed, mutated
from benchmarks.hostile.messages import (
    commit_message,
    frame_message,
    link_message,
    send_messages,
    widget_message,
)
from benchmarks.hostile.stranger import Stranger
from benchmarks.hostile.tally import Tally
from tests.security import hostile


async def attack(url: str, generated: int, sample: int = 1) -> list[Tally]:
    """Send the listed inputs, or every ``sample``-th, and so many made-up ones.

    Return what came of each kind.
    """
    part = max(0, generated) // 10

    def chosen(
        listed: Sequence[Input], count: int, seed: int, change: Change[Input]
    ) -> list[Input]:
        return list(mixed(listed[::sample], count, seed, change))

    links = chosen(hostile.links(), 2 * part, 1, damaged)
    files, runs = hostile.csv_files(), hostile.run_files()
    values = chosen(hostile.values(), part // 2, 5, mutated)
    found: list[Tally] = []
    victim_tally = Tally("a visitor who does nothing")
    seen: set[bytes] = set()
    async with Stranger(url, "training", seen, victim_tally) as victim:
        found.append(await send_links_as_pages(url, links, seen))
        for place, page in enumerate(hostile.PAGES):
            own = links[place :: len(hostile.PAGES)]
            found.append(await send_messages(url, f"link, /{page}", page, own, link_message, seen))
        commits = chosen(hostile.commits(), 2 * part, 3, mutated)
        for page in ("neuron", "training"):
            half = commits[page == "training" :: 2]
            name = f"commit, /{page}"
            found.append(await send_messages(url, name, page, half, commit_message, seen))
        frames: list[object] = chosen(hostile.frames(), 3 * part, 4, mutated)
        found.append(await send_messages(url, "frame", "", frames, frame_message, seen))
        found.append(
            await send_messages(url, "widget's value", "your_data", values, widget_message, seen)
        )
        found.append(await send_sockets(url, hostile.TEXTS[::sample], seen))
        found.append(await send_files(url, chosen(files, part, 6, damaged), 0, seen))
        found.append(await send_files(url, chosen(runs, part, 7, damaged), 1, seen))
        begin = time.perf_counter()
        await victim.open()
        victim_tally.note(time.perf_counter() - begin, "her own page")
    return [*found, victim_tally]

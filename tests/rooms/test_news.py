"""Who waits for news in the event loop is told of what they want to know."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

import pytest

from visualizer.rooms.in_process import RoomsInProcess
from visualizer.rooms.news import News
from visualizer.rooms.rooms import ORDERS, STUDENTS

SECONDS = 10
CODE = "AAAAAA"


def elsewhere(do: Callable[..., object], *arguments: object) -> None:
    """Do something in another thread, to its end."""
    thread = threading.Thread(target=do, args=arguments)
    thread.start()
    thread.join()


def test_who_waits_is_woken_from_any_thread() -> None:
    async def story() -> bool:
        news = News()
        with news.watch(CODE, {ORDERS}) as watcher:
            waiting = asyncio.create_task(watcher.wait(SECONDS))
            await asyncio.sleep(0)
            elsewhere(news.tell, CODE, ORDERS)
            return await waiting

    assert asyncio.run(story())


def test_what_was_told_before_the_wait_is_not_lost_and_counts_once() -> None:
    async def story() -> list[bool]:
        news = News()
        with news.watch(CODE, {ORDERS, STUDENTS}) as watcher:
            for kind in (ORDERS, STUDENTS, STUDENTS):
                elsewhere(news.tell, CODE, kind)
            return [await watcher.wait(SECONDS), await watcher.wait(0.01)]

    assert asyncio.run(story()) == [True, False]


def test_many_changes_wake_the_loop_once_until_somebody_has_waited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def story() -> list[object]:
        news, woken = News(), []
        loop = asyncio.get_running_loop()
        wake = loop.call_soon_threadsafe
        monkeypatch.setattr(loop, "call_soon_threadsafe", lambda do: (woken.append(1), wake(do)))
        seen: list[object] = []
        with news.watch(CODE, {STUDENTS}) as watcher:
            for _ in range(2):
                for _ in range(50):
                    news.tell(CODE, STUDENTS)
                seen += [len(woken), await watcher.wait(SECONDS)]
        return seen

    assert asyncio.run(story()) == [1, True, 2, True]


def test_news_of_another_room_or_kind_wake_nobody() -> None:
    async def story() -> bool:
        news = News()
        with news.watch(CODE, {ORDERS}) as watcher, news.watch("BBBBBB", {STUDENTS}):
            news.tell(CODE, STUDENTS)
            news.tell("BBBBBB", ORDERS)
            news.tell("CCCCCC", ORDERS)
            return await watcher.wait(0.01)

    assert not asyncio.run(story())


def test_who_has_gone_is_forgotten_and_so_is_one_whose_loop_has_ended() -> None:
    news = News()

    async def look_and_go() -> None:
        with news.watch(CODE, {ORDERS}), news.watch(CODE, {ORDERS}):
            pass

    asyncio.run(look_and_go())
    assert news._watchers == {}

    async def stay() -> None:
        staying.enter_context(news.watch(CODE, {ORDERS}))

    with ExitStack() as staying:
        asyncio.run(stay())
        news.tell(CODE, ORDERS)


@pytest.mark.parametrize("change", ["lead", "join"])
def test_a_change_in_the_rooms_of_a_process_wakes_who_waits(change: str) -> None:
    rooms, news = RoomsInProcess(), News()
    rooms.listen(news.tell)
    opened = rooms.open()

    async def story() -> bool:
        with news.watch(opened.code, {ORDERS, STUDENTS}) as watcher:
            if change == "lead":
                elsewhere(rooms.lead, opened.code, opened.key, lambda now: replace(now, page="x"))
            else:
                elsewhere(rooms.join, opened.code)
            return await watcher.wait(SECONDS)

    assert asyncio.run(story())

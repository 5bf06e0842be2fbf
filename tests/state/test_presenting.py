"""How a page is shown is no move of the student's, and no other page's business."""

from visualizer.state.memory import Memory, arrive, change, forget, redo, reset_page, undo


def shown_to_a_room() -> Memory:
    """A weight was moved, then the page was shown to a room."""
    start = arrive(Memory(), "neuron", {})
    return change(change(start, {"weight_1": 0.3}), {"present": 1})


def test_it_stands_in_the_address_of_every_page() -> None:
    memory = shown_to_a_room()
    assert memory.address() == {"w1": "0.3", "present": "1"}
    assert arrive(memory, "loss", {}).address()["present"] == "1"
    assert forget(memory, ["present"]).address() == {"w1": "0.3"}


def test_undo_redo_and_reset_leave_it() -> None:
    memory = shown_to_a_room()
    assert len(memory.past) == 1
    assert undo(memory).address() == {"present": "1"}
    assert redo(undo(memory)).address() == memory.address()
    assert reset_page(memory).address() == {"present": "1"}
    back = forget(memory, ["present"])
    assert undo(back).address() == {}
    assert redo(undo(back)).address() == {"w1": "0.3"}

"""The parameters of the bug clinic: who lies there, what was looked at, and the diagnosis."""

from visualizer.core.clinic.code import canonical, nearest_to, pack, unpack
from visualizer.core.clinic.patient import WARD
from visualizer.state.kinds import Choice, Number, Parameter
from visualizer.words.clinic import PATIENT
from visualizer.words.help import HELP

INSTRUMENTS = ("log", "weights", "layers", "update", "z", "predictions", "shapes", "rate")
"""What can be opened, in the order of the page; each has its bit in ``clinic_seen``."""

LAST_STEP = 5000  # of the longest program
MOST_LINES, MOST_MENDS = 60, 9
TOLD = 16  # a diagnosis that was told is its line times this, and its mend


def told_as(line: int, mend: int) -> int:
    """Return the number of a diagnosis that was told: which line, and which mend."""
    return TOLD * line + mend


def _whole(name: str, address: str, label: str, default: int, highest: int) -> Number:
    return Number(
        name, address, label, "", default, 0, highest, n_positions=highest + 1, scale="integer",
        digits=0, help=HELP[name],
    )  # fmt: skip


CLINIC_TABLE: tuple[Parameter, ...] = (
    Choice(
        "patient",
        "patient",
        "Patient",
        pack(WARD[0]),
        {pack(each): PATIENT.format(number=place) for place, each in enumerate(WARD, start=1)},
        help=HELP["patient"],
        accepts=unpack,
        nearest=lambda text: pack(nearest_to(text)),
        kept_as=canonical,
    ),
    _whole("clinic_seen", "instruments", "Instruments that are open", 0, 2 ** len(INSTRUMENTS) - 1),
    _whole("clinic_line", "fault", "Line that is wrong", 0, MOST_LINES),
    _whole("clinic_mend", "mend", "Mend", 0, MOST_MENDS),
    _whole("clinic_told", "told", "Diagnosis that was told", 0, told_as(MOST_LINES, MOST_MENDS)),
    _whole("step_clinic", "clinic_step", "Step of the program", LAST_STEP, LAST_STEP),
)

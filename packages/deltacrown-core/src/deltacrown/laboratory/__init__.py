"""The format laboratory: a field plays formats out, again and again, to see what they would be like.

    experiment = Experiment(Field.normal(16), stations=4, minutes=20)
    cup, swiss = compare(Engine(), [alone("single_elimination"), alone("swiss", {"rounds": 5})], experiment)
    swiss.figures["hours"].mean - cup.figures["hours"].mean

What is played are the formats themselves on the engine itself; only the results are luck.
"""

from deltacrown.laboratory.experiment import Experiment
from deltacrown.laboratory.field import Field
from deltacrown.laboratory.figure import Figure
from deltacrown.laboratory.measures import MEASURES, Measure
from deltacrown.laboratory.playing import alone, compare, play_out
from deltacrown.laboratory.report import Report, comparison, differences

__all__ = [
    "MEASURES",
    "Experiment",
    "Field",
    "Figure",
    "Measure",
    "Report",
    "alone",
    "compare",
    "comparison",
    "differences",
    "play_out",
]

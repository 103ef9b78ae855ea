"""A cup of eight in memory, without a host: fifteen lines of Python."""

import deltacrown as dc
from deltacrown_brackets import plugin

cup = dc.Director(dc.Engine(dc.load([plugin], installed=False)))
cup.submit(dc.CreateTournament("cup", dc.TournamentSettings("Cup", (dc.StageSettings("cup", "single_elimination"),))))
cup.submit(dc.OpenRegistration())
for name in ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal"):
    cup.submit(dc.RegisterEntrant(name))
cup.submit(dc.StartTournament())
scores = ((3, 0), (2, 1), (0, 2), (4, 3), (1, 2), (2, 0), (0, 1))
for match, score in zip(cup.tournament.stages[0].matches, scores, strict=True):
    cup.submit(dc.ReportResult("cup", match, dc.Score(score)))
print(cup.draw("cup"), end="\n\n")
ranking = cup.engine.ranking(cup.tournament.stages[0])
for line in ranking.standings:
    print(f"{line.rank}. {line.entrant:5} {line.reason}")

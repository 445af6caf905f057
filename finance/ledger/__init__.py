"""The one door between the database and Figures: `figures_of` reads an account, `write_figures` writes it."""

from finance.ledger.reading import figures_of, figures_of_all
from finance.ledger.writing import ChangedMeanwhile, write_figures

__all__ = ["ChangedMeanwhile", "figures_of", "figures_of_all", "write_figures"]

"""What the README's numbers are: each computed from the data, as the notebooks compute it."""

from __future__ import annotations

from calendar import monthrange

import numpy as np
from support import HOUSE, ROOT

import analysis
from analysis.dossier import audit_errors
from analysis.dossier.dossier import Dossier

_PRODUCT = "loss_share = customer_share × part_lost"
_SHARE, _LOST, _LOSS = (
    *("francebleu-2022-03-21-s07", "latribune-2022-03-27-c03", "latribune-2022-03-21-c04"),
)
_LETTER, _ANNOUNCED = "caparis-2022-06-24-c04", "theworldnews-2022-09-28-c4"
_STARTS = ["d-told-end", "d-notice-letter", "d-shortlist", "d-loss-known"]

Values = dict[str, dict[str, object]]


def readme_values(dossier: Dossier) -> Values:
    """Give the values of each section of `readme.md`."""
    notice = _notice(dossier)
    ceiling = analysis.law_value(dossier, "ceiling_18_months").high
    begun = int((dossier.sources["read"] == "beginning only").sum())
    return {
        "opening": {"month": _month(dossier), "sources": len(dossier.sources)},
        "who": _who(dossier),
        "dependent": _dependent(dossier),
        "notice": {k: v for k, v in notice.items() if k != "end"} | {"ceiling": ceiling},
        "then": {"others": len(HOUSE) - 1},
        "picture": {"end": notice["end"], "ceiling": ceiling},
        "folders": {"notebooks": len(list((ROOT / "notebooks").glob("*.ipynb")))},
        "rulings": {"rulings": len(analysis.read_rulings(ROOT / "data" / "rulings"))},
        "limits": {"begun": begun, "sources": len(dossier.sources)},
        "errors": _errors(dossier),
    }


def _month(dossier: Dossier) -> tuple[str, str]:
    """Give the first and the last day of the month of the article."""
    year, month, _ = str(dossier.about.reference_date).split("-")
    last = monthrange(int(year), int(month))[1]
    return f"{year}-{month}-01", f"{year}-{month}-{last}"


def _who(dossier: Dossier) -> dict[str, object]:
    """Count the article's statements, those that stand as they did, and those of one side."""
    article = analysis.check_article(dossier, dossier.about.main_source)
    alone = (article[["then", "now"]] == "one side's word").all(axis=1)
    stay = article["then"] == article["now"]
    return {"all": len(article), "stay": int(stay.sum()), "alone": int(alone.sum())}


def _dependent(dossier: Dossier) -> dict[str, object]:
    """Give the published shares of the customer, and those that fit the other figures."""
    asked = {"customer_share": "q-orange-share", "part_lost": "q-contracts-lost"}
    asked |= {"loss_share": "q-loss-share", "loss_amount": "q-loss-amount"}
    asked |= {"turnover": "q-turnover"}
    tried = analysis.reconcile(dossier, **asked, period="2020/2021")
    possible = tried[tried["possible"]]
    published = analysis.published_answers(dossier, asked["customer_share"]).sort_values(
        "value", kind="stable"
    )
    heard = published[published["n_voices"] > 0]
    fitting = heard.loc[heard["words"].isin(possible["customer_share"]), "value"]
    stated = analysis.values_of(dossier, {"share": _SHARE, "lost": _LOST, "loss": _LOSS})
    said: dict[str, float] = stated.set_index("label")["value"].to_dict()
    trio = tried[tried["claims"].map(lambda ids: {_SHARE, _LOST, _LOSS} <= set(ids))]
    product = round(said["share"] * said["lost"], 6)
    ends = possible["customer_share_low"].min(), possible["customer_share_high"].max()
    *some, last = [f"{100 * value:.0f} %" for value in fitting]
    return {**said} | {
        "lowest": published["value"].min(), "highest": published["value"].max(),
        "fitting": f"{', '.join(some)} or {last}",
        "fits": tuple(round(100 * end) for end in ends),
        "agree": not trio["breaks"].map(lambda names: _PRODUCT in names).all(),
        "product": product, "more": product > said["loss"],
    }  # fmt: skip


def _notice(dossier: Dossier) -> dict[str, object]:
    """Measure the notice from the letter, and from the announcement as the supplier dates it."""
    table = analysis.notice(dossier, end="d-ictr-end", starts=_STARTS)
    letter = table[table["claims"].map(lambda ids: _LETTER in ids)].iloc[0]
    day = dossier.select(claim_id=_ANNOUNCED)["answer"].item()
    told = table[(table["start_low"] == day) & (table["start_high"] == day)].iloc[0]
    return {
        "letter": letter["start_low"], "letter_months": letter["months_low"],
        "end": letter["end_low"], "told": told["start_low"], "told_months": told["months_low"],
    }  # fmt: skip


def _errors(dossier: Dossier) -> dict[str, object]:
    """Give the audits' counts and rates, the rates to a tenth of a per cent."""
    rows = list(audit_errors(dossier).itertuples())
    values: dict[str, object] = {"level": 0.95, "faulty": rows[0].n_faulty}
    for nth, row in enumerate(rows, 1):
        values |= {f"n{nth}": row.n_read, f"wrong{nth}": row.n_wrong}
        values[f"rate{nth}"] = f"{100 * float(str(row.wrong)):.1f} %"
        ends = 100 * np.array([row.wrong_low, row.wrong_high], dtype=float)
        values[f"range{nth}"] = f"{ends[0]:.1f} to {ends[1]:.1f} %"
    values["more"] = rows[2].wrong > max(rows[0].wrong, rows[1].wrong)
    return values

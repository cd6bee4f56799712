"""Rounds, one release, one table of it, its themes, who answered, and the whole release to take away."""

from flask import Response, render_template

from viewpoint.domain.people import RoundId
from viewpoint.domain.release_policy import WHOLE
from viewpoint.exchange.csv_out import TYPE, csv_bytes
from viewpoint.exchange.release_rows import RELEASE_COLUMNS
from viewpoint.web.access import viewer
from viewpoint.web.commissioner import present
from viewpoint.web.commissioner.blueprint import blueprint
from viewpoint.web.commissioner.services import services
from viewpoint.web.commissioner.words import theme_words
from viewpoint.web.locale import current_language


@blueprint.get("/")
def rounds() -> str:
    """Every round with a release, the newest first."""
    published = [present.round_row(each) for each in services().published.rounds(viewer())]
    return render_template("commissioner/rounds.html", rounds=published)


@blueprint.get("/how-to-read")
def how_to_read() -> str:
    """What the numbers are, and are not."""
    return render_template("commissioner/how_to_read.html")


@blueprint.get("/rounds/<round_id>")
def release(round_id: str) -> str:
    """What one release has to choose from."""
    overview = services().published.overview(viewer(), RoundId(round_id))
    measures = services().published.measures(viewer(), RoundId(round_id))
    return render_template("commissioner/release.html", page=present.release_page(overview, measures))


@blueprint.get("/rounds/<round_id>/measures/<code>", defaults={"breakdown": WHOLE})
@blueprint.get("/rounds/<round_id>/measures/<code>/<breakdown>")
def measure(round_id: str, code: str, breakdown: str) -> str:
    """One measure by one breakdown."""
    chosen = services().published.measure(viewer(), RoundId(round_id), code, breakdown)
    overview = services().published.overview(viewer(), RoundId(round_id))
    page = present.measure_page(overview, chosen)
    return render_template("commissioner/numbers.html", page=page)


@blueprint.get("/rounds/<round_id>/themes")
def themes(round_id: str) -> str:
    """What they wrote about."""
    overview = services().published.overview(viewer(), RoundId(round_id))
    titles, language = services().theme_titles, current_language()
    chosen = [
        (theme_words(titles, each.code, language), each)
        for each in services().published.themes(viewer(), RoundId(round_id))
    ]
    return render_template("commissioner/numbers.html", page=present.themes_page(overview, chosen))


@blueprint.get("/rounds/<round_id>/who-answered")
def rates(round_id: str) -> str:
    """Response rates, in bands."""
    overview = services().published.overview(viewer(), RoundId(round_id))
    return render_template("commissioner/rates.html", page=present.rates_page(overview))


@blueprint.get("/rounds/<round_id>/release.csv")
def download(round_id: str) -> Response:
    """The whole release, in codes, for other programs."""
    overview = services().published.overview(viewer(), RoundId(round_id))
    rows = services().published.csv_rows(viewer(), RoundId(round_id))
    response = Response(csv_bytes(RELEASE_COLUMNS, rows), content_type=TYPE)
    name = f"release-{overview.round.opens_on.isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response

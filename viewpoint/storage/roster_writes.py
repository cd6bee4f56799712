"""Writes what a roster changes and nothing else, in one statement for each set of columns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

from viewpoint.domain.people import AuthorityId, YoungPersonId
from viewpoint.domain.roster import ChildId
from viewpoint.domain.roster_record import ContactFacts, Difference, PersonFacts, RosterRecord, Stay
from viewpoint.storage.ids import new_id
from viewpoint.storage.people import contact_place
from viewpoint.storage.roster import SEALED, Stored, birth_place
from viewpoint.storage.sealing import Seal, Vault
from viewpoint.storage.tables.people import Contact, Placement, Review, YoungPerson

Row = dict[str, Any]
Facts = PersonFacts | ContactFacts | Stay


def save_differences(
    connection: Connection,
    vault: Vault,
    authority: AuthorityId,
    differences: Sequence[Difference],
    stored: Mapping[ChildId, Stored],
    at: datetime,
) -> None:
    """Write each difference in the caller's transaction; a field that stays as it is is not sealed anew."""
    writer = _Writer(connection, vault, authority, at)
    known = {child: (person.id, person.seal) for child, person in stored.items()}
    known |= writer.add_people([each for each in differences if each.before is None])
    people = [_Saved(*known[each.child], each.before, each.after) for each in differences]
    writer.people(people)
    writer.contacts(people)
    writer.stays(people)
    writer.reviews(people)


@dataclass(frozen=True, slots=True)
class _Saved:
    """Somebody to be written."""

    id: YoungPersonId
    seal: Seal
    before: RosterRecord | None
    after: RosterRecord


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one authority's rows."""

    connection: Connection
    vault: Vault
    authority: AuthorityId
    at: datetime

    def add_people(self, added: Sequence[Difference]) -> dict[ChildId, tuple[YoungPersonId, Seal]]:
        """A key needs its young person's row, and the month of birth needs the key: it is put in after."""
        ids = {each.child: YoungPersonId(new_id()) for each in added}
        rows = []
        for each in added:
            row = {**_changed(None, each.after.person), "id": ids[each.child], "child_ref": each.child}
            del row["birth_month"]
            rows.append({**row, "birth_month_sealed": b"", "pin_mac": None, "updated_at": self.at})
        self._insert(YoungPerson, rows)
        seals = self.vault.make_child_keys(self.connection, self.authority, ids.values(), self.at)
        return {child: (id_, seals[id_]) for child, id_ in ids.items()}

    def people(self, people: Iterable[_Saved]) -> None:
        """The row of each whose facts changed, and the sealed month of those just added."""
        changes = dict[str, Row]()
        for each in people:
            before, after = each.before.person if each.before else None, each.after.person
            values = _changed(before, after)
            if "birth_month" in values:
                sealed = each.seal.close(birth_place(each.id), values.pop("birth_month").isoformat())
                values = {**(values if before else {}), "birth_month_sealed": sealed}
            if values:
                changes[each.id] = {**values, "updated_at": self.at}
        self._update(YoungPerson, YoungPerson.id, changes)

    def contacts(self, people: Iterable[_Saved]) -> None:
        """Every field sealed on its own, those that changed only."""
        rows, changes = list[Row](), dict[str, Row]()
        for each in people:
            before, after = each.before.contact if each.before else None, each.after.contact
            values = _sealed(each, _changed(before, after)) if after else {}
            if values and before:
                changes[each.id] = values
            elif values:
                rows.append({**values, "young_person_id": each.id})
        self._insert(Contact, rows)
        self._update(Contact, Contact.young_person_id, changes)

    def stays(self, people: Iterable[_Saved]) -> None:
        """Placements that began, changed, or are no longer said to have been."""
        rows, changes, gone = list[Row](), dict[str, Row](), list[str]()
        for each in people:
            before = {stay.id: stay for stay in each.before.stays} if each.before else {}
            for stay in each.after.stays:
                values = _changed(before.pop(stay.id, None), stay)
                if "id" in values:
                    rows.append({**values, "young_person_id": each.id})
                elif values:
                    changes[stay.id] = values
            gone += before
        self._delete(Placement, Placement.id, gone)
        self._insert(Placement, rows)
        self._update(Placement, Placement.id, changes)

    def reviews(self, people: Iterable[_Saved]) -> None:
        """Reviews that are new, and those whose participation was corrected."""
        rows, changes = list[Row](), list[Row]()
        for each in people:
            before = each.before.reviews if each.before else dict[date, str]()
            for held_on, code in each.after.reviews.items():
                if held_on not in before:
                    row = {"id": new_id(), "young_person_id": each.id, "held_on": held_on}
                    rows.append({**row, "review_code": code})
                elif before[held_on] != code:
                    changes.append({"of": each.id, "day": held_on, "review_code": code})
        self._insert(Review, rows)
        statement = update(Review).where(
            Review.young_person_id == bindparam("of"),
            Review.held_on == bindparam("day"),
            Review.authority_id == self.authority,
        )
        if changes:
            self.connection.execute(statement.values(review_code=bindparam("review_code")), changes)

    def _insert(self, table: type[DeclarativeBase], rows: Iterable[Row]) -> None:
        rows = [{**row, "authority_id": self.authority} for row in rows]
        if rows:
            self.connection.execute(insert(table), rows)

    def _update(
        self, table: type[DeclarativeBase], key: InstrumentedAttribute[str], changes: Mapping[str, Row]
    ) -> None:
        """One statement for each set of columns that changes together."""
        alike = defaultdict[tuple[str, ...], list[Row]](list)
        for id_, values in changes.items():
            alike[tuple(values)].append({**values, "of": id_})
        for columns, rows in alike.items():
            statement = update(table).where(
                key == bindparam("of"), table.__table__.c.authority_id == self.authority
            )
            values = {column: bindparam(column) for column in columns}
            self.connection.execute(statement.values(values), rows)

    def _delete(
        self, table: type[DeclarativeBase], key: InstrumentedAttribute[str], ids: Sequence[str]
    ) -> None:
        statement = delete(table).where(
            key == bindparam("of"), table.__table__.c.authority_id == self.authority
        )
        if ids:
            self.connection.execute(statement, [{"of": id_} for id_ in ids])


def _changed(before: Facts | None, after: Facts) -> Row:
    """The fields that differ, all of them where there was nothing before, as their columns take them."""
    names = [each.name for each in fields(after)]
    values = {name: getattr(after, name) for name in names}
    if before:
        values = {name: value for name, value in values.items() if getattr(before, name) != value}
    if "communication" in values:
        values["communication"] = list(values["communication"])
    return values


def _sealed(person: _Saved, values: Row) -> Row:
    """A contact's fields as its columns: "" is no value at all."""
    row = {name: value for name, value in values.items() if name not in SEALED}
    for column in SEALED:
        if column in values:
            text = values[column]
            place = contact_place(person.id, column)
            row[f"{column}_sealed"] = person.seal.close(place, text) if text else None
    return row

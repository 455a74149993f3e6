"""What the demo team has written down about its customers, their people and their other suppliers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from relsheet.demo.days import TODAY, Days, between, chance
from relsheet.demo.firms import Firm, Person, Segment
from relsheet.demo.rows import ContactRow, CustomerRow, RivalRow
from relsheet.demo.trade import hash_of
from relsheet.demo.words import Words

# Shares of customers of each segment with a contract, exclusive supply, a joint plan.
MARKS = {Segment.KEY: (0.7, 0.3, 0.3), Segment.CORE: (0.35, 0.1, 0.06), Segment.SMALL: (0.06, 0.02, 0.0)}
STATUS = {Segment.NEW: "trial", Segment.PROSPECT: "prospect"}


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who keeps the files: every row comes from what the firm is, and from chance."""

    words: Words
    random: Random

    def customer(self, firm: Firm) -> CustomerRow:
        """The firm's row on the customers tab."""
        random, labels = self.random, self.words.labels
        contract, exclusive, joint = (chance(random, share) for share in MARKS.get(firm.segment, (0.0, 0.0, 0.0)))
        share = between(random, 0.35, 0.9) if firm.segment is Segment.KEY else between(random, 0.08, 0.7)
        known = firm.segment in (Segment.KEY, Segment.CORE) or chance(random, 0.35)
        next_contact, next_action = self._plan(firm)
        return CustomerRow(
            id=f"C{firm.number:03d}",
            name=firm.name,
            status=labels.status[self._status(firm)],
            grade=self._grade(firm),
            industry=firm.industry,
            city=firm.city,
            owner=firm.owner,
            phone=self._phone(firm.number),
            since=firm.since if firm.buys else None,
            potential=self._potential(firm, share) if known else None,
            rank=labels.rank["main" if share >= 0.5 else "second"] if known and firm.buys else None,
            contract=self._mark(contract, firm),
            contract_end=self._contract_end() if contract else None,
            exclusive=self._mark(exclusive, firm),
            joint_plan=self._mark(joint, firm),
            alliance=labels.yes if joint and chance(random, 0.2) else None,
            terms=random.choice(self.words.needs.terms) if firm.buys else None,
            overdue=round(firm.yearly * between(random, 0.02, 0.08), -1)
            if firm.buys and chance(random, 0.04)
            else None,
            needs=random.choice(self.words.needs.texts) if known else None,
            rival=firm.rival,
            satisfaction=round(between(random, 2.8, 5.0) * 2) / 2 if known and firm.buys else None,
            next_contact=next_contact,
            next_action=next_action,
            notes=random.choice(self.words.needs.notes) if chance(random, 0.22) else None,
        )

    def contacts(self, firm: Firm) -> Iterator[ContactRow]:
        """The firm's people."""
        return (self._contact(firm, person, place) for place, person in enumerate(firm.people))

    def rival(self, firm: Firm) -> RivalRow | None:
        """What is known of the competitor at this firm; about bigger customers more is known."""
        asked = {Segment.KEY: 0.85, Segment.CORE: 0.6, Segment.PROSPECT: 0.4}.get(firm.segment, 0.12)
        if firm.rival is None or not chance(self.random, asked):
            return None
        random, rivals = self.random, self.words.rivals
        heard = chance(random, 0.6)
        return RivalRow(
            name=firm.rival,
            customer=firm.name,
            benefit=random.choice(rivals.benefits),
            view=round(between(random, 2.0, 4.6) * 2) / 2 if chance(random, 0.8) else None,
            share=round(between(random, 0.1, 0.6), 2) if chance(random, 0.6) else None,
            weakness=random.choice(rivals.weaknesses) if chance(random, 0.5) else None,
            event=random.choice(rivals.events) if heard else None,
            event_date=TODAY - timedelta(days=int(between(random, 5, 260))) if heard else None,
        )

    def _status(self, firm: Firm) -> str:
        if firm.segment is Segment.CHURNED:
            return "lost" if (TODAY - firm.last_day).days > 365 else "dormant"
        return STATUS.get(firm.segment, "active")

    def _grade(self, firm: Firm) -> str | None:
        """The team's own class, given in January from memory: mostly right."""
        if not firm.buys or firm.segment is Segment.NEW:
            return None
        right = {Segment.KEY: "A", Segment.CORE: "B"}.get(firm.segment, "C")
        return right if chance(self.random, 0.86) else self.random.choice(("A", "B", "C"))

    def _mark(self, has: bool, firm: Firm) -> str | None:
        """Yes where it is so; a no is written down only at the bigger customers, the rest stays blank."""
        if has:
            return self.words.labels.yes
        asked = firm.segment in (Segment.KEY, Segment.CORE) and chance(self.random, 0.6)
        return self.words.labels.no if asked else None

    def _contract_end(self) -> date:
        year = 2027 if chance(self.random, 0.7) else 2028
        month_end = self.random.choice(((3, 31), (6, 30), (9, 30), (12, 31)))
        # Most framework agreements run with the calendar year; two or three end within weeks.
        return date(2026, 12, 31) if chance(self.random, 0.06) else date(year, *month_end)

    def _potential(self, firm: Firm, share: float) -> float:
        """What they buy in our field a year from everybody, as guessed by the account manager."""
        guess = firm.yearly / share if firm.buys else between(self.random, 4_000, 90_000) * self.words.money_scale
        return round(guess, -3) or 1_000.0

    def _plan(self, firm: Firm) -> tuple[date | None, str | None]:
        """The next contact and what for: two in three have one ahead, a few have let it pass."""
        if firm.segment is Segment.CHURNED or firm.neglected or not chance(self.random, 0.68):
            return None, None
        ahead = int(between(self.random, 2, 38))
        if chance(self.random, 0.02):
            ahead = -int(between(self.random, 4, 20))
        day = Days(self.words).on_or_after(TODAY + timedelta(days=ahead))
        return day, self.random.choice(self.words.needs.actions)

    def _phone(self, number: int) -> str:
        """Numbers that ring nowhere: Ofcom's drama range, and a mobile block of zeros."""
        return f"01632 960{number:03d}" if self.words.language == "en" else f"0512-0000{number:04d}"

    def _mobile(self) -> str:
        last = int(self.random.random() * 1000)
        return f"07700 900{last:03d}" if self.words.language == "en" else f"130 0000 {last + 1000:04d}"

    def _contact(self, firm: Firm, person: Person, place: int) -> ContactRow:
        random, labels, post = self.random, self.words.labels, person.post
        given, _, family = person.name.lower().partition(" ")
        slug = "".join(letter for letter in firm.stem.lower() if letter.isascii() and letter.isalnum())
        mail = self.words.mail.format(
            given=given, family=family, slug=slug or f"c{firm.number:03d}p{place + 1}", firm=f"kehu{firm.number:03d}"
        )
        return ContactRow(
            customer=firm.name,
            name=person.name,
            title=post.title,
            department=post.department,
            level=labels.level[post.level],
            role=labels.role[post.role],
            attitude=labels.attitude[random.choices(list(labels.attitude), (5, 4, 1))[0]]
            if chance(random, 0.6)
            else None,
            mobile=self._mobile(),
            mail=mail if chance(random, 0.8) else None,
            left=labels.yes if place > 0 and chance(random, 0.04) else None,
        )


def seed_of(language: str) -> int:
    """Each language tells a story of its own."""
    return 20261120 + hash_of(language)

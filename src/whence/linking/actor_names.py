"""Names that tell who they are: weighed against one another, clustered into actors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from whence.ids import record_id
from whence.linking.actor_features import Pair, probability
from whence.linking.actor_forms import Form, is_known
from whence.linking.actor_heads import ACTOR_BAR, Joined, clustered
from whence.linking.actor_kept import Kept, basis_of, family_of, form_key, homes_key, index_key
from whence.linking.actor_pairs import GROUNDS, blocks_of, proposed, to_weigh_anew
from whence.linking.actor_records import KeptEdge, KeptNode
from whence.linking.actors import Node


class TellingNames(Kept):
    """Renews names that changed, and the actors they are of."""

    def _renew_names(self) -> None:
        """Weigh names anew whose reports, offices or other names changed."""
        to_weigh: set[str] = set()
        self._fetch_views(self._touched)
        for key, standing in self._fetch_standing(sorted(self._touched)).items():
            to_weigh |= self._renew_name(key, standing)
        self._fetch_names(to_weigh)
        living = [key for key in sorted(to_weigh) if self._node(key) is not None]
        lines = (line for key in living for line in (self._node(key) or KeptNode(())).blocks)
        self._records.fetch(index_key("block", block) for block in _blocks(lines))
        callers = {
            c for key in living for form in self._told(key).forms for c in self._callers(form)
        }
        self._records.fetch(map(form_key, callers))
        others = {other for key in living for other in self._proposed(key)}
        self._fetch_samples({*living, *others})
        for key in living:
            self._weigh(key)

    def _fetch_standing(self, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return in which blocks names stand now, as what; fetch those that this changes."""
        standing = {key: self._standing(key) for key in keys}
        asked: set[int] = set()
        for key, now in standing.items():
            kept = self._node(key) or KeptNode(())
            asked.update(index_key("block", block) for block in _blocks({*kept.blocks} ^ {*now}))
            families = family_of(self._told(key).reading) if now else ()
            asked.update(index_key("family", family) for family in families)
        self._records.fetch(asked)
        return standing

    def _standing(self, key: str) -> tuple[str, ...]:
        kept = self._node(key)
        if kept is None or not kept.forms:
            return ()
        node = self._told(key)
        forms = [Form.of_key(form) for form in kept.forms]
        blocks = blocks_of(node.reading, forms, node.names, self._forms.state_words)
        return tuple(f"{block.role} {block.name}" for block in blocks)

    def _renew_name(self, key: str, standing: tuple[str, ...]) -> set[str]:
        """Bring what is kept of a name up to date; return the names to weigh anew."""
        kept = self._node(key)
        if kept is None:
            return set()
        self._headless.add(key)
        if not kept.forms:
            return self._drop_name(key, kept)
        node = self._view(key)
        anew = self._stand(key, kept.blocks, standing)
        self._count_bearer(node)
        basis = basis_of(node.sample, *sorted((*node.offices, "", *node.keys, "", *kept.forms)))
        read_anew = not self._again.isdisjoint(node.sample)
        if basis != kept.basis or standing != kept.blocks or read_anew:
            anew.add(key)
            self._changed_names.add(key)
            self._families.update(family_of(node.reading))
            self._call_bare(kept.forms)
        doublings = node.count.bit_length()
        if not kept.actor or doublings != kept.doublings:
            self._stirred.add(key)
        kept = self._node(key) or kept
        now = replace(kept, basis=basis, blocks=standing, doublings=doublings)
        self._put_node(key, now)
        return anew

    def _drop_name(self, key: str, kept: KeptNode) -> set[str]:
        """Forget a name that no form stands for any more."""
        anew = self._stand(key, kept.blocks, ())
        for edge in kept.edges:
            self._unlink(edge.other, key)
        for family in family_of(self._forms.of_key(key)):
            self._put_counts(
                index_key("family", family),
                {k: n for k, n in self._counts(index_key("family", family)).items() if k != key},
            )
            self._families.add(family)
        self._put_node(key, None)
        return anew

    def _count_bearer(self, node: Node) -> None:
        for family in family_of(node.reading):
            at = index_key("family", family)
            counts = self._counts(at)
            if counts.get(node.key) != node.count:
                self._put_counts(at, {**counts, node.key: node.count})
                self._families.add(family)

    def _stand(self, key: str, before: Collection[str], now: Collection[str]) -> set[str]:
        """Let a name stand in these blocks; return the names to weigh anew for that."""
        anew: set[str] = set()
        for name in sorted(_blocks({*before} ^ {*now})):
            roles = [line.split(" ", 1)[0] for line in now if line.split(" ", 1)[1] == name]
            at = index_key("block", name)
            counts = self._counts(at)
            held = {f"{role} {key}": 1 for role in roles}
            changed = {k: n for k, n in counts.items() if k.split(" ", 1)[1] != key} | held
            self._put_counts(at, dict(sorted(changed.items())))
            anew |= to_weigh_anew(name, _roles(counts), _roles(changed)) - {key}
        return anew

    def _weigh(self, key: str) -> None:
        """Weigh a name against all that its blocks and reports propose."""
        kept = self._node(key) or KeptNode(())
        edges = {}
        for other, ground in sorted(self._proposed(key).items()):
            edge = self._edge(key, other, ground)
            edges[other] = edge
            self._link(other, replace(edge, other=key))
        for edge in kept.edges:
            if edge.other not in edges:
                self._unlink(edge.other, key)
        before = {edge.other: edge for edge in kept.edges}
        self._note_stirred(key, before, edges)
        kept = self._node(key) or kept
        self._put_node(key, replace(kept, edges=tuple(edges[o] for o in sorted(edges))))

    def _proposed(self, key: str) -> dict[str, str]:
        """Return the names worth weighing against one, each with the first ground for it."""
        found: dict[str, set[str]] = defaultdict(set)
        one, kept = self._told(key).reading, self._node(key) or KeptNode(())
        for block in _blocks(kept.blocks):
            roles = _roles(self._counts(index_key("block", block)))
            for other, ground in proposed(one, roles, block):
                found[other].add(ground)
        for form in kept.forms:
            named = (*self._form(form).others, *self._callers(form))
            for other in {self._form(f).node for f in named} - {"", key}:
                found[other].add("")
        return {other: min(grounds, key=GROUNDS.index) for other, grounds in found.items()}

    def _callers(self, form: str) -> Mapping[str, int]:
        """Return the forms that are in some report called this one too."""
        return self._counts(index_key("callers", form))

    def _edge(self, key: str, other: str, ground: str) -> KeptEdge:
        one, two = self._view(min(key, other)), self._view(max(key, other))
        company = self._company.shared(one, two)
        pair = Pair(one, two, company, 0.0, ground)
        return KeptEdge(other, ground, company, probability(pair))

    def _link(self, key: str, edge: KeptEdge) -> None:
        kept = self._node(key)
        if kept is None:
            return
        before = {e.other: e for e in kept.edges}
        now = before | {edge.other: edge}
        self._note_stirred(key, before, now)
        if now != before:
            self._put_node(key, replace(kept, edges=tuple(now[o] for o in sorted(now))))

    def _unlink(self, key: str, other: str) -> None:
        kept = self._node(key)
        if kept is None:
            return
        left = tuple(edge for edge in kept.edges if edge.other != other)
        self._note_stirred(key, {e.other: e for e in kept.edges}, {e.other: e for e in left})
        self._put_node(key, replace(kept, edges=left))

    def _note_stirred(
        self, key: str, before: Mapping[str, KeptEdge], now: Mapping[str, KeptEdge]
    ) -> None:
        """Note a name whose likely pairs changed, or what speaks for them."""
        if [e for e in before.values() if e.likely >= ACTOR_BAR] != [
            e for e in now.values() if e.likely >= ACTOR_BAR
        ]:
            self._stirred.add(key)

    def _cluster(self) -> None:
        """Cluster what hangs together with names whose likely pairs changed."""
        self._fetch_together(self._stirred)
        done: set[str] = set()
        for key in sorted(self._stirred):
            if key in done or self._node(key) is None:
                continue
            piece = self._piece(key)
            done.update(piece)
            known = {k for k in piece if is_known(k)}
            for cluster in clustered({k: self._likely(k) for k in piece}, known):
                actor = record_id("entity", self._chief(cluster, known))
                for name in cluster:
                    self._headless.add(name)
                    self._name_actor(name, actor)

    def _chief(self, cluster: Iterable[str], known: Collection[str]) -> str:
        """Return the name of a cluster by which its actor goes: the one it keeps for longest.

        A rare name that comes to an actor of many members leaves them where they are. How often a
        name is used counts in doublings, so that of two as frequent the first does not change with
        every report.
        """
        used = {name: node.doublings for name in cluster if (node := self._node(name))}
        return min(used, key=lambda name: (name not in known, -used[name], name))

    def _piece(self, key: str) -> list[str]:
        """Return all names that hang together with one by likely pairs."""
        found, waiting = {key}, [key]
        while waiting:
            for edge in self._likely(waiting.pop()):
                if edge.other not in found:
                    found.add(edge.other)
                    waiting.append(edge.other)
        return sorted(found)

    def _name_actor(self, key: str, actor: str) -> None:
        kept = self._node(key)
        if kept is None or kept.actor == actor:
            return
        self._put_node(key, replace(kept, actor=actor))
        self._moved_forms.update(kept.forms)
        bare = {Joined.of_key(line).form for line in kept.attached}
        self._rolls.fetch_all(bare)
        for form in bare:
            users = list(self._rolls.all_of(form))
            self._records.fetch(map(homes_key, users))
            for number in users:
                homes = self._homes(number).values()
                self._moved.update((number, home.entity) for home in homes if home.node == key)


def _blocks(lines: Iterable[str]) -> dict[str, None]:
    """Return the names of blocks in which a name stands, each once and in order."""
    return dict.fromkeys(line.split(" ", 1)[1] for line in lines)


def _roles(block: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for each name in a block as what it stands there."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in block:
        role, key = line.split(" ", 1)
        found[key].add(role)
    return {key: frozenset(roles) for key, roles in found.items()}

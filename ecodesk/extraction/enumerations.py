"""Figures that are enumerated: each with its item (分别), all with what is said behind the last."""

from __future__ import annotations

from collections.abc import Sequence

from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.phrases import cues, is_list_mark, is_nominal, without_tail
from ecodesk.extraction.spot import Spot, read_once
from ecodesk.extraction.words import Word, first_of

_EACH = frozenset({"分别", "依次"})


def told_apart(found: list[Spot]) -> list[Spot]:
    """A、B分别为1和2: each figure of the list gets the item it belongs to."""
    result = list(found)
    done = 0
    for number, spot in enumerate(found):
        at = first_of(spot.own, _EACH)
        if at < 0 or number < done:
            continue
        group = _list_from(found, number)
        done = number + len(group)
        named = at
        while named and spot.own[named - 1].text in cues("keep"):
            named -= 1
        items = _items((*_clause_before(spot), *spot.own[:named]), len(group))
        said = (*spot.own[named:at], *spot.own[at + 1 :])
        for place, member in enumerate(group):
            changed = place and member.own and member.own[-1].text in cues("change")
            own = (*items[place], *said) if items else member.own if changed else spot.own
            lead, tail, bare = read_once(own)
            result[number + place] = member._replace(
                own=own, each=-1 if items else place, of=len(group), lead=lead, tail=tail, bare=bare
            )
    return result


def with_predicates(found: list[Spot]) -> list[Spot]:
    """17条河流、29个站点超警: what is said behind an enumeration is said of each of its nouns."""
    result: list[Spot] = []
    for spot in reversed(found):
        behind = result[-1] if result else None
        joined = behind is not None and behind.listed and not behind.said_apart and behind.start == spot.start
        result.append(spot._replace(said=behind.said) if joined and behind is not None else spot)
    return result[::-1]


def _list_from(found: Sequence[Spot], number: int) -> list[Spot]:
    """The figures that one 分别 tells apart: joined by list marks, with nothing else between."""
    group = [found[number]]
    for spot in found[number + 1 :]:
        between = spot.words[group[-1].at + 1 : spot.at]
        joined = between and (is_list_mark(between[-1]) or _is_changed_too(between))
        if spot.start != group[-1].start or not joined:
            break
        group.append(spot)
    return group


def _is_changed_too(between: Sequence[Word]) -> bool:
    """True for 、增长 and 和下降 between two changes of one list."""
    return is_list_mark(between[0]) and len(between) == 2 and between[1].text in cues("change")


def _clause_before(spot: Spot) -> tuple[Word, ...]:
    """甲、乙、丙 of a clause before 以及丁: a list that goes on behind its comma."""
    if not spot.own or spot.own[0].text not in _GOES_ON or spot.words[spot.start - 1].text != "，":
        return ()
    low = high = spot.start - 1
    while low and (is_nominal(spot.words[low - 1]) or is_list_mark(spot.words[low - 1])):
        low -= 1
    return tuple(spot.words[low:high])


_GOES_ON = frozenset({"以及", "及", "和"})


def _items(words: Sequence[Word], wanted: int) -> list[tuple[Word, ...]]:
    """The items of a list before 分别; [] when there are not as many as figures."""
    words = without_tail(words)
    parts: list[list[Word]] = [[]]
    for word in words:
        if is_list_mark(word):
            parts.append([])
        else:
            parts[-1].append(word)
    if len(parts) == wanted and all(parts):
        towards = next((n for n, word in enumerate(parts[0]) if word.text in cues("towards")), -1)
        if towards >= 0 and not any(word.tag == "p" for part in parts[1:] for word in part):
            # 对甲国、乙国出口分别增长……
            parts[1:] = [[*parts[0][: towards + 1], *part] for part in parts[1:]]
        sectors = _sectors(parts)
        if sectors:
            return sectors
        head = parts[-1][-1]
        shared = len(parts[-1]) > 1 and is_indicator(head.text)
        # 铁路、民航客运量分别突破……
        return [
            (*part, head) if shared and not is_indicator(part[-1].text) else tuple(part) for part in parts
        ]
    pair = _PAIRS.get(words[-1].text) if words and wanted == 2 else None
    if pair is None:
        return []
    last = words[-1]
    return [(*words[:-1], Word(last.start, last.end, one, last.tag)) for one in pair]


def _sectors(parts: Sequence[Sequence[Word]]) -> list[tuple[Word, ...]]:
    """第一产业增加值, 第二…… of 一、二、三产业增加值; [] for another list."""
    *single, last = parts
    numbers = [part[0] for part in parts]
    if len(last) < _SECTOR or last[1].text != "产业" or not all(len(part) == 1 for part in single):
        return []
    if not all(number.text in _NUMBERS for number in numbers):
        return []
    kind, rest = last[1], last[2:]
    return [(Word(one.start, one.end, f"第{one.text}{kind.text}", kind.tag), *rest) for one in numbers]


_NUMBERS = frozenset("一二三")
_SECTOR = 3
"""Words of 三产业增加值."""

_PAIRS = {
    "产销量": ("产量", "销量"),
    "产销": ("产量", "销量"),
    "进出口": ("进口", "出口"),
    "进出口额": ("进口额", "出口额"),
    "收支": ("收入", "支出"),
    "存贷款余额": ("存款余额", "贷款余额"),
}
"""Words for two indicators at once, in the order their figures follow."""

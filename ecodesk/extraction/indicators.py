"""Words and phrases that name what is measured."""

from __future__ import annotations

import re
from functools import lru_cache

from ecodesk.knowledge.indicators import is_indicator_word

_INDICATOR = re.compile(
    r"(?:[量值率额数价费款度耗]|海拔|气温|水位|比例|比率|等级|级别|面积|收入|支出|增速|增幅|降幅|涨幅|水平|规模|比重|占比|余额|人口|能力|需求|利润|成本|时间|周期|期限|工期|车程|份额|间隔|用时|年限|时长|历史|流动量|浓度|"
    r"时速|全长|里程|投资|投入|贷款|存款|储备|顺差|进出口|出口|进口|装机|效率|指数|名次|排名)$"
)


@lru_cache(maxsize=1 << 15)
def is_indicator(word: str) -> bool:
    """True for a noun that names what is measured (产量, 增加值, 可支配收入)."""
    return len(word) > 1 and _INDICATOR.search(word) is not None


def is_known_indicator(phrase: str) -> bool:
    """True for a phrase of the table of indicators (水质优良比例, 门票收入)."""
    return is_indicator_word(phrase)

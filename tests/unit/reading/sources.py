"""What LibreOffice is given to convert: a text with everything in it, tables, a page of columns, a list."""

from __future__ import annotations

from opendocument import box, heading, note, p, shape, table

FERRY = "清晨五点，渡口的老船工把缆绳解开，第一班渡船载着三十二名赶集的乡亲往对岸去，江面上的雾还没有散。"
MARKET = "对岸的集市原先只有七十个摊位，大桥通车以后扩到二百一十个，卖竹器的、打铁的、补锅的都搬了过来。"
WEAVERS = "镇里的干部介绍，竹编合作社现有社员一百八十户，户均增收六千元，产品卖到了沿海的十几个城市。"
STORE = "合作社的仓库里码着新打的竹席，一张要费两个工，冬天卖得最好，订单已经排到明年的三月。"
PARTS = [
    *(FERRY, MARKET, WEAVERS, STORE),
    "桥头新开的饭馆一天能卖出六百碗面，老板娘是从对岸嫁过来的，她说以前回一趟娘家要等两个钟头的船。",
    "学校在桥东，过去逢着涨水要停课，如今孩子们走路去上学只要一刻钟，校门口的小卖部也跟着热闹了。",
]
ABOUT = (
    "<dc:title>渡口</dc:title><meta:initial-creator>江小满</meta:initial-creator>"
    "<meta:creation-date>2024-03-05T01:00:00</meta:creation-date>"
)
RUBY = "<text:ruby><text:ruby-base>朐</text:ruby-base><text:ruby-text>qú</text:ruby-text></text:ruby>"
CHANGED = (
    '渡船每天开<text:change-start text:change-id="in"/>三十二<text:change-end text:change-id="in"/>'
    '<text:change text:change-id="out"/>班。'
)
STORY = (
    p("渡口通了大桥", "Title")
    + p(FERRY + note("footnote", "不含学生票。", "另有包船四班。") + note("endnote", "据渡运公司的台账。"))
    + heading("桥通之后")
    + p(box("渡船四百班") + MARKET)
    + p('见<text:a xlink:type="simple" xlink:href="http://a.example/?n=12">渡运公告</text:a>，第'
        '<text:page-number>1</text:page-number>页，<text:span text:style-name="Hidden">藏起来的字，'
        "</text:span>12\u2011345\u00ad6吨\u00a0整，上半句<text:line-break/>下半句。")
    + p(RUBY + "忍古渡在𠮷祥村，船工发来😀。")
    + p("Of 4,500 passengers, 12.5% “commute” daily.")
    + table(("乡镇", "人数", ""), ("东山", "", p("12") + p("34")))
    + p(CHANGED)
    + p(WEAVERS)
)
TABLES = (
    p("两张难读的表") + table(*([f"{row}-{column}" for column in range(60)] for row in range(3)))
    + p(shape("渡口村") + FERRY)
    + table((p("外甲") + table(("内甲", ""), ("内丙", "内丁")) + p("外乙"), "外丙")) + p(MARKET)
)
COLUMNS = (
    p("渡口通了大桥", "Title") + '<text:section text:style-name="Columns" text:name="S">'
    + "".join(p(words, "Indented") for words in PARTS) + "</text:section>"
)
"""On a page of two columns."""
ROWS = (
    ("标题", "正文", "来源", "日期", "作者"),
    ("渡口", FERRY + "\n" + MARKET, "江镇日报", "2024-03-05", "江小满"),
    ("竹席", WEAVERS, "", "!2024-04-06", ""),
)

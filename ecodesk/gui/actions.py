"""Everything the editor can do: one table of names, keys, icons and tips."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from ecodesk.gui.icons import Icons


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`keys`: the first is shown on the button; a letter always has a twin that is none.

    `review` actions fire only where the focus is in a review area, so that Enter in the list of
    articles opens an article and does not verify anything.
    """

    name: str
    text: str
    keys: tuple[str, ...]
    icon: str
    tip: str
    review: bool = False


SPECS = (
    ActionSpec("import", "导入", ("Ctrl+I", "Ctrl+O"), "mdi6.tray-arrow-down",
               "选择稿件文件，可多选；也可以拖进窗口"),
    ActionSpec("import_folder", "导入文件夹", ("Ctrl+Shift+I",), "mdi6.folder-outline",
               "导入文件夹里的全部稿件"),
    ActionSpec("paste", "粘贴文字", ("Ctrl+Shift+V",), "mdi6.clipboard-text-outline",
               "把剪贴板里的文字当作一篇稿件导入"),
    ActionSpec("sample", "打开示例", (), "mdi6.file-document-outline", "导入随软件附带的示例稿件"),
    ActionSpec("columns", "记住的列", (), "mdi6.table-column", "修改或忘记已经说明过的表格列"),
    ActionSpec("rules", "核查规则", (), "mdi6.scale-balance",
               "哪些规则开着、本社用哪种写法、哪些比值算合理，可开关、可增改"),
    ActionSpec("dictionary", "本社词条", ("Ctrl+Shift+L",), "mdi6.book-alphabet",
               "查看、添加、启用或停用本社的写法：主体、指标和单位"),
    ActionSpec("answer", "照提示做", ("Ctrl+B",), "mdi6.gesture-tap-button",
               "按下提示条上的按钮，例如以后都这样写、撤销、查看报告"),
    ActionSpec("verify", "核实并下一条", ("Return", "Enter", "V"), "mdi6.check-bold",
               "与原稿、出处相符：记为已核，转到下一条待核", True),
    ActionSpec("open_finding", "在核稿页打开", (), "mdi6.arrow-right-bottom",
               "转到核稿页的这一处（互校页按 Enter，也可双击条目）"),
    ActionSpec("edit_cell", "更正", ("F2",), "mdi6.pencil-outline",
               "在表里直接改：Tab 到下一项，Enter 保存，Esc 放弃；再按 F2 打开全部字段", True),
    ActionSpec("edit", "更正全部字段", ("Shift+F2", "E"), "mdi6.form-select",
               "打开这条事实的全部字段，记为已改", True),
    ActionSpec("query", "存疑", ("F7", "Q"), "mdi6.help", "需要再查：记为存疑，转到下一条", True),
    ActionSpec("reject", "不采", ("F8", "X"), "mdi6.close-thick",
               "不是数据或不采用：记为不采，转到下一条", True),
    ActionSpec("suggest", "采用建议", ("F6", "A"), "mdi6.auto-fix", "采用核查建议的数值，记为已改", True),
    ActionSpec("rule_keep", "采用此值", ("Ctrl+F6", "K"), "mdi6.check-decagram-outline",
               "本组以这一处的数值为准，别处与采用值不符的标出来", True),
    ActionSpec("take_kept", "照采用值改", ("Ctrl+Shift+F6", "L"), "mdi6.pencil-box-multiple-outline",
               "把与采用值不符的各处一并更正为采用值，记为已改", True),
    ActionSpec("rule_scope", "口径不同", ("Ctrl+F7", "S"), "mdi6.not-equal-variant",
               "各处数的不是同一个范围：标为口径不同，不再算冲突", True),
    ActionSpec("rule_split", "拆出本组", ("Ctrl+F8", "T"), "mdi6.call-split",
               "这一处说的不是一回事：从本组拆出，以后也不再并在一起", True),
    ActionSpec("rule_join", "并入本组", ("Ctrl+F5", "G"), "mdi6.call-merge",
               "互校页选中的几组并成一组；核稿页的这一条并入互校页上看着的那一组", True),
    ActionSpec("rule_withdraw", "撤回裁定", ("Ctrl+F10", "W"), "mdi6.bookmark-off-outline",
               "撤回对本组的裁定，重新听核查的", True),
    ActionSpec("reopen", "改回待核", ("F10", "O"), "mdi6.circle-outline", "撤回审定，改回待核", True),
    ActionSpec("take_reference", "设为权威数据", ("Shift+F6", "R"), "mdi6.bookmark-check",
               "把这条已核的数据和出处记为权威数据，以后的稿件与它比对", True),
    ActionSpec("next", "下一条", ("Ctrl+Down", "N"), "mdi6.arrow-down", "下一条事实", True),
    ActionSpec("previous", "上一条", ("Ctrl+Up", "P"), "mdi6.arrow-up", "上一条事实", True),
    ActionSpec("next_open", "下一条待核", ("Ctrl+Return", "J"), "mdi6.skip-next",
               "不作审定，转到下一条待核", True),
    ActionSpec("next_doubt", "下一条疑", ("Ctrl+Shift+Down", "D"), "mdi6.signal-cellular-1",
               "不作审定，转到下一条把握低的待核事实", True),
    ActionSpec("by_doubt", "疑者在前", ("Ctrl+D",), "mdi6.sort-ascending",
               "事实表按把握从低到高排，再按一次回到文中次序", True),
    ActionSpec("place_next", "下一处残损", ("F9",), "mdi6.text-search",
               "转到本稿下一处残损或文字问题"),
    ActionSpec("place_previous", "上一处残损", ("Shift+F9",), "mdi6.text-search",
               "转到本稿上一处残损或文字问题"),
    ActionSpec("part", "另成一篇", ("Ctrl+Shift+D",), "mdi6.content-cut",
               "从光标所在的那一段起另成一篇稿件，审定随文字走，可以撤销"),
    ActionSpec("join", "并入上一篇", ("Ctrl+Shift+J",), "mdi6.call-merge",
               "与同一个文件里的上一篇合成一篇，审定随文字走，可以撤销"),
    ActionSpec("note", "写备注", ("F3", "M"), "mdi6.note-edit-outline",
               "转到备注栏，写完按 Enter 回到表格", True),
    ActionSpec("make", "登记为数据", ("Insert", "Ctrl+Alt+A"), "mdi6.plus-box-outline",
               "把正文里选中的文字登记为一条数据，字段先替您读好"),
    ActionSpec("make_claim", "登记为断语", ("Shift+Insert",), "mdi6.plus-box-multiple-outline",
               "把正文里选中的文字登记为一条断语"),
    ActionSpec("split", "拆成两条", ("Ctrl+Alt+S",), "mdi6.call-split",
               "一条里有两个数：拆成两条；在正文里选中其中一个数，就照那里拆", True),
    ActionSpec("merge", "并成一条", ("Ctrl+Alt+M",), "mdi6.set-merge",
               "选中的几条，或这一条与下一条，其实是一个数：并成一条", True),
    ActionSpec("remove", "不是数据", ("Delete",), "mdi6.delete-outline",
               "不是数据：从表里删去，以后导入新版本也不再出现，可以撤销和找回", True),
    ActionSpec("restore", "找回删去的", (), "mdi6.delete-restore", "列出本稿删去的各条，选一条恢复"),
    ActionSpec("reword", "改字", ("Ctrl+R",), "mdi6.format-strikethrough-variant",
               "改正文里选中的文字：原字划去，新字加线，原稿不动，可以撤销"),
    ActionSpec("unword", "取消改字", (), "mdi6.format-clear", "取消光标处或这条事实的改字，恢复原字"),
    ActionSpec("copy_amended", "复制改后全文", ("Ctrl+Alt+C",), "mdi6.content-copy",
               "把照改字改好的整篇文字复制到剪贴板"),
    ActionSpec("withdraw", "撤销导入", (), "mdi6.tray-remove",
               "整批撤销这一次导入，同事审定过的除外；可以再恢复"),
    ActionSpec("verify_all", "核实所选", ("Ctrl+Shift+Return",), "mdi6.check-all",
               "把表中选中的各条一并记为已核", True),
    ActionSpec("filter", "筛选", ("Ctrl+L",), "mdi6.filter-outline",
               "在全部稿件里按审定、主体、指标等筛选；在筛选里再按一次，回到稿件列表"),
    ActionSpec("clear_filter", "清除筛选", ("Ctrl+Alt+L",), "mdi6.filter-remove-outline",
               "去掉全部筛选条件"),
    ActionSpec("save_view", "保存为视图", ("Ctrl+Shift+S",), "mdi6.bookmark-plus-outline",
               "给现在的筛选起个名字，以后一点就来；共用数据库的人都看得到"),
    ActionSpec("bulk", "批量处理", ("Ctrl+Shift+A",), "mdi6.format-list-checks",
               "对所选的、或筛选出的全部事实一并核实、存疑、改字段等，先说有几条", True),
    ActionSpec("copy", "复制", ("Ctrl+C",), "mdi6.content-copy",
               "复制所选各行，带列名，可直接粘到表格里", True),
    ActionSpec("copy_raw", "复制原值", ("Ctrl+Shift+C",), "mdi6.numeric",
               "复制所选各行的准确数值和代码，带列名", True),
    ActionSpec("undo", "撤销", ("Ctrl+Z",), "mdi6.undo", "撤销上一步"),
    ActionSpec("redo", "重做", ("Ctrl+Y", "Ctrl+Shift+Z"), "mdi6.redo", "重做撤销的一步"),
    ActionSpec("export", "导出 Excel", ("Ctrl+E",), "mdi6.microsoft-excel",
               "把事实、核查结果和修改记录导出为工作簿"),
    ActionSpec("take_back", "收回工作簿", ("Ctrl+Shift+E",), "mdi6.file-undo-outline",
               "读回改过的工作簿，先看差别再采用"),
    ActionSpec("recheck", "重新核查", ("F5",), "mdi6.refresh", "对全部稿件重新核查"),
    ActionSpec("reference_import", "导入权威数据", ("Ctrl+Shift+R",), "mdi6.table-arrow-down",
               "从表格（.xlsx、.csv）收入权威数据，重复导入只更新改了的"),
    ActionSpec("reference_add", "添加权威数据", (), "mdi6.bookmark-plus-outline", "写一条权威数据和它的出处"),
    ActionSpec("reference_export", "导出权威数据", (), "mdi6.table-arrow-up",
               "把权威数据写成 Excel 或 CSV，改好后可以再导入"),
    ActionSpec("search", "搜索", ("Ctrl+F",), "mdi6.magnify", "搜索正文、数值和主体"),
    ActionSpec("palette", "命令", ("Ctrl+K", "Ctrl+Shift+P"), "mdi6.console-line",
               "按名称找到任何操作并执行"),
    ActionSpec("source", "原文", ("Ctrl+U", "F4"), "mdi6.code-tags", "在净文与原文之间切换"),
    ActionSpec("theme", "深浅主题", ("Ctrl+T",), "mdi6.theme-light-dark", "切换浅色与深色"),
    ActionSpec("find", "在本稿中查找", ("Ctrl+Shift+F",), "mdi6.text-search",
               "标出本稿里所有写着这些字的地方；数值怎么写都能找到"),
    ActionSpec("full_screen", "全屏", ("F11",), "mdi6.fullscreen", "窗口铺满屏幕，再按一次还原"),
    ActionSpec("second_window", "正文窗口", ("Shift+F11",), "mdi6.monitor-multiple",
               "正文另开一个窗口，可放到第二个屏幕；再按一次或按 Esc 关上，下次启动还在"),
    ActionSpec("larger", "放大正文", ("Ctrl+=", "Ctrl++"), "mdi6.format-font-size-increase", "正文大一号"),
    ActionSpec("smaller", "缩小正文", ("Ctrl+-",), "mdi6.format-font-size-decrease", "正文小一号"),
    ActionSpec("usual_size", "正文标准大小", ("Ctrl+0",), "mdi6.format-size", "正文恢复标准大小"),
    ActionSpec("all_larger", "放大界面", ("Ctrl+Shift+=", "Ctrl+Shift++"), "mdi6.magnify-plus-outline",
               "整个窗口大一档：文字、行高、图标一起"),
    ActionSpec("all_smaller", "缩小界面", ("Ctrl+Shift+-", "Ctrl+Shift+_"), "mdi6.magnify-minus-outline",
               "整个窗口小一档"),
    ActionSpec("all_usual", "界面标准大小", ("Ctrl+Shift+0",), "mdi6.magnify", "整个窗口恢复 100%"),
    ActionSpec("preferences", "偏好设置", ("Ctrl+,",), "mdi6.cog-outline",
               "颜色、字号、署名、备份等，改动立即生效"),
    ActionSpec("tour", "再看一遍导览", (), "mdi6.map-marker-path",
               "几步看完窗口各处是做什么的，随时按 Esc 结束"),
    ActionSpec("keys", "快捷键", ("F1", "?"), "mdi6.keyboard-outline", "列出全部快捷键"),
    ActionSpec("page_review", "核稿", ("Ctrl+1",), "mdi6.text-box-check-outline", "逐条核对稿件里的事实"),
    ActionSpec("page_cross", "互校", ("Ctrl+2",), "mdi6.compare-horizontal", "核查结果与各稿之间的对照"),
    ActionSpec("page_overview", "概览", ("Ctrl+3",), "mdi6.chart-bar", "进度与问题分布"),
    ActionSpec("page_record", "记录", ("Ctrl+4",), "mdi6.history", "全部审定与修改的记录"),
    ActionSpec("page_references", "权威数据", ("Ctrl+5",), "mdi6.bookmark-check-outline",
               "本社信得过的数和出处，稿件里的数与它比对"),
)

KEY_NAMES = {"Return": "Enter", "Enter": "小键盘 Enter", "Ctrl+Return": "Ctrl+Enter",
             "Ctrl+Shift+Return": "Ctrl+Shift+Enter", "Ctrl+Down": "Ctrl+↓", "Ctrl+Up": "Ctrl+↑",
             "Ctrl+Shift+Down": "Ctrl+Shift+↓", "Insert": "Ins", "Shift+Insert": "Shift+Ins", "Delete": "Del"}


def key_name(key: str) -> str:
    """A key as printed on a button."""
    return KEY_NAMES.get(key, key)


class Actions(QObject):
    """The QActions of one window, by name."""

    def __init__(self, window: QWidget, icons: Icons) -> None:
        super().__init__(window)
        self._icons = icons
        self._window = window
        self._extras: dict[str, tuple[ActionSpec, ...]] = {}
        self._specs = {spec.name: spec for spec in SPECS}
        self._keys = {spec.name: spec.keys for spec in SPECS}
        self._actions = {spec.name: self._make(spec, window) for spec in SPECS}
        icons.ready.connect(self.refresh_icons)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def offer(self, group: str, items: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """Things to do that come and go, such as named views: text, tip and call of each, in place of what
        the group offered before. They have no keys and stand in the palette."""
        for spec in self._extras.pop(group, ()):
            self._actions.pop(spec.name).deleteLater()
            del self._keys[spec.name], self._specs[spec.name]
        specs = tuple(ActionSpec(f"{group}:{number}", text, (), "mdi6.filter-outline", tip)
                      for number, (text, tip, _) in enumerate(items))
        for spec, (_, _, call) in zip(specs, items, strict=True):
            self._specs[spec.name], self._keys[spec.name] = spec, ()
            self._actions[spec.name] = self._make(spec, self._window)
            self.on(spec.name, call)
        self._extras[group] = specs

    def all(self) -> Iterator[ActionSpec]:
        """What can be done now: the fixed actions, and what is offered."""
        yield from SPECS
        for specs in self._extras.values():
            yield from specs

    def __iter__(self) -> Iterator[ActionSpec]:
        return iter(SPECS)

    def keys_of(self, name: str) -> tuple[str, ...]:
        """Keys of an action, as the editor has set them."""
        return self._keys[name]

    def key_of(self, name: str) -> str:
        """First key of an action as printed on its button."""
        keys = self._keys[name]
        return key_name(keys[0]) if keys else ""

    def letter_of(self, name: str) -> str:
        """The letter key of an action, "" where it has none."""
        return next((key for key in self._keys[name] if len(key) == 1), "")

    def change_key(self, name: str, key: str) -> str:
        """Put `key` in the place of an action's first key; gives the text of the action that has it already.

        Nothing is changed then. "" when the key was free.
        """
        for other, keys in self._keys.items():
            if key in keys:
                return "" if other == name else self._specs[other].text
        self._set_keys(name, (key, *self._keys[name][1:]))
        return ""

    def reset_keys(self) -> None:
        """Back to the keys the desk came with."""
        for name, spec in self._specs.items():
            self._set_keys(name, spec.keys)

    def save_keys(self, kept: QSettings) -> None:
        """Keep what differs from the defaults."""
        kept.remove("keys")
        for name, keys in self._keys.items():
            if keys != self._specs[name].keys:
                kept.setValue(f"keys/{name}", " ".join(keys))

    def restore_keys(self, kept: QSettings) -> None:
        """Take up the keys that were kept; what no longer fits is left out."""
        for name in self._keys:
            words = str(kept.value(f"keys/{name}", "")).split()
            if words:
                self.change_key(name, words[0])

    def _set_keys(self, name: str, keys: tuple[str, ...]) -> None:
        self._keys[name] = keys
        action = self._actions[name]
        action.setShortcuts([QKeySequence.fromString(key) for key in keys])
        action.setToolTip(self._tip(name, action.text()))

    def on(self, name: str, slot: Callable[[], object]) -> None:
        """Call `slot` when the action fires."""
        self._actions[name].triggered.connect(lambda _checked=False: slot())

    def add_review_area(self, area: QWidget) -> None:
        """Review keys work while the focus is in `area`."""
        for spec in SPECS:
            if spec.review:
                area.addAction(self._actions[spec.name])

    def rename(self, name: str, text: str) -> None:
        """Name an undo after its step."""
        action = self._actions[name]
        action.setText(text)
        action.setToolTip(self._tip(name, text))

    def refresh_icons(self) -> None:
        for name, spec in self._specs.items():
            self._actions[name].setIcon(self._icons.get(spec.icon, "text"))

    def _make(self, spec: ActionSpec, window: QWidget) -> QAction:
        action = QAction(spec.text, window)
        action.setObjectName(f"action_{spec.name}")
        action.setShortcuts([QKeySequence.fromString(key) for key in spec.keys])
        action.setToolTip(self._tip(spec.name, spec.text))
        action.setStatusTip(spec.tip)
        # A held key must not verify a whole article.
        action.setAutoRepeat(spec.name in ("next", "previous"))
        if spec.review:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            window.addAction(action)
        return action

    def _tip(self, name: str, text: str) -> str:
        spec = self._specs[name]
        keys = " / ".join(key_name(key) for key in self._keys[name] if key != "Enter")
        return f"{text}（{keys}）\n{spec.tip}" if keys else f"{text}\n{spec.tip}"


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class FieldShield(QObject):
    """Keeps keys that are typed in a field away from the actions; Enter with any modifier is such a key."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            function_key = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12
            if event.key() in _ENTER or (modifiers in _PLAIN and not function_key):
                event.accept()
        return False


class EnterShield(QObject):
    """Enter does what the focused widget is for, not what the window's Enter does."""

    pressed = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in _ENTER or modifiers:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.pressed.emit()
            return True
        return False


def shield(field: QWidget) -> None:
    """Typing in `field` fires no key of the window."""
    field.installEventFilter(FieldShield(field))


def press_by_enter(button: QAbstractButton) -> None:
    """Enter on the focused button presses it; without this it would verify the current fact."""
    enter = EnterShield(button)
    enter.pressed.connect(button.click)
    button.installEventFilter(enter)


def on_enter(widget: QWidget, slot: Callable[[], object]) -> None:
    """Enter in `widget` calls `slot` and reaches no action of the window."""
    enter = EnterShield(widget)
    enter.pressed.connect(slot)
    widget.installEventFilter(enter)

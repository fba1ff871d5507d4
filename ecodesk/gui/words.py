"""Words of Qt's own that its Chinese translation lacks, or names otherwise than our buttons do."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

_WORDS = {
    "Look in:": "位置：", "&Look in:": "位置：", "Files of type:": "类型：", "Files of &type:": "类型：",
    "File &name:": "文件名(&N)：", "Directory:": "文件夹：", "Documents": "文档",
    "Create New Folder": "新建文件夹", "List View": "列表", "Detail View": "详细信息",
    "Size": "大小", "Kind": "类型", "Type": "类型", "Date Modified": "修改时间", "My Computer": "计算机",
    "Return": "Enter", "Enter": "小键盘 Enter", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→",
}
_CONTEXTS = ("QFileDialog", "QFileSystemModel", "QAbstractFileIconProvider", "QShortcut")


class Words(QTranslator):
    """A translator over the words above, for file dialogs and the names of keys."""

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None,
                  n: int = -1) -> str | None:
        return _WORDS.get(sourceText) if context in _CONTEXTS else None

    def isEmpty(self) -> bool:
        return False

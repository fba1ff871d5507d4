"""权威数据: the page of reference values, its dialogs, and what the inspector shows of them."""

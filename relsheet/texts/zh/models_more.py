"""比较、统计和回顾类模型的文字：默认不写的列、提醒、打法、汇总页的板块。"""

TABLE = {
    "problem.unknown-block.what": "[summary] blocks 里的 {name} 不是可用的板块",
    "problem.unknown-block.fix": "可选：{known}。",
}

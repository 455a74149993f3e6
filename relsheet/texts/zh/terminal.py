"""终端回答里的文字。"""

TABLE = {
    "told.records.customers": "{count} 位客户",
    "told.records.visits": "{count} 次拜访",
    "told.records.complaints": "{count} 件投诉",
    "told.records.contacts": "{count} 位联系人",
    "told.records.orders": "{count} 张订单",
    "told.records.competitors": "{count} 条竞争对手",
    "told.records.plans": "{count} 次计划拜访",
    "told.records.calendar": "{count} 天",
    "told.problems": "数据检查：{parts}。逐条查看：relsheet check",
    "told.problems.error": "{count} 处错误",
    "told.problems.warning": "{count} 处要注意",
    "told.problems.note": "{count} 条提示",
    "told.not_written": "没有写入：表格里已经是这些结果。",
    "told.written": "已写入：只动了 relsheet 自己的 {cells} 个单元格。",
    "told.written_to": "已写入：{path}（relsheet 自己的 {cells} 个单元格）。",
    "told.backup": "{name} 之前的样子已备份：{path}",
    "step.read": "正在读取 {source}",
    "step.compute": "读到 {count} 行，正在计算",
    "step.write": "正在写入 {count} 个单元格",
    "told.empty": "（空）",
}

"""网页报告的文字。"""

TABLE = {
    "report.title": "{source} 汇总",
    "report.jump": "全部 {count} 家客户 ↓",
    "report.customers": "全部客户",
    "report.search": "查客户或任意字词",
    "report.everybody": "所有负责人",
    "report.marked": "只看标色的",
    "report.shown": "{shown} / {count} 家",
    "report.brief": "客户简报",
    "report.close": "关闭",
    "report.short": "这一页放不下全部简报。要看全文，请运行 relsheet brief，写上表格文件和客户名称。",
    "report.foot": "由 relsheet 生成。内容全在这一页里，不向任何地方发送数据。",
    "report.noscript": "没有 JavaScript 时，表格不能排序和筛选，简报也打不开。",
}

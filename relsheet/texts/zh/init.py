"""``relsheet init`` 和问题清单的文字。"""

TABLE = {
    "init.head": "relsheet 这样读 {source}：下面是它认出的工作表和表头。\n"
    "认错的请直接改。以 # 开头的行不生效：拿不准的都放在那里，\n"
    "说对了的把 # 去掉就行。",
    "init.header_row": "表头在第 {rows} 行",
    "init.lacks": "还缺这样的列：{wanted}",
    "init.spare": "“{tab}”也像",
    "init.no_customers": "客户在哪个工作表？现有：{tabs}",
    "init.perhaps": "可能是 {fields}",
    "init.twice": "可能是 {fields}；还有一列表头相同，请改其中一个的名字",
    "init.ask_tab": "{source} 里，客户在哪个工作表？",
    "init.ask_name": "“{tab}”里，客户名称在哪一列？",
    "init.ask_field": "{cell}：{column}，这一列是什么？",
    "init.none_of_these": "都不是，或者拿不准",
    "init.which": "请输入序号",
    "init.made": "{path} 做好了。打开它，把示例行换成您的客户，然后运行：relsheet score {path}",
    "init.written": "已写好 {path}：{tabs} 个工作表，{fields} 列。",
    "init.open": "还有 {count} 处拿不准，写成了注释。",
    "init.first": (
        '没有找到客户名单。请加一张表，每家客户一行；如果已经有了，请在 {path} 里写明：[tabs] customers = "..."。'
        "然后运行：relsheet score {source}"
    ),
    "init.next": "接下来：relsheet score {source}",
    "error.config_exists.what": "已经有这个文件了，不会覆盖它。",
    "error.config_exists.fix": "请先把它改名或移走，或者直接在里面改。",
    "error.config_not_written.what": "写不进去：{reason}。",
    "error.config_not_written.fix": "请检查文件夹的权限和剩余空间。",
    "error.already_there.what": "已经有这个文件了，什么都没有写入。",
    "error.already_there.fix": "请给新表换个名字。",
    "error.new_suffix.what": "新表只能是 .xlsx 文件。",
    "error.new_suffix.fix": "请这样写：relsheet init crm.xlsx",
    "error.list_is_source.what": "问题清单会把原表盖掉。",
    "error.list_is_source.fix": "请换个文件名：-o problems.xlsx",
    "error.list_suffix.what": "问题清单只能存成 .xlsx 文件。",
    "error.list_suffix.fix": "请这样写：-o problems.xlsx",
    "problems.tab": "问题清单",
    "problems.severity": "程度",
    "problems.cell": "单元格",
    "problems.what": "问题",
    "problems.fix": "怎么改",
    "problems.saved": "问题清单已存到 {path}",
}

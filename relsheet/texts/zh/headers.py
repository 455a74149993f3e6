"""Headers that are unclear, and wrong entries in [headers.*]."""

TABLE: dict[str, str] = {
    "problem.header-twice.what": "有两列的表头都是“{header}”（{cells}），分不清哪一列是{meaning}，所以都没用",
    "problem.header-twice.fix": "改掉其中一列的表头，或者删掉多余的那列",
    "problem.header-contest.what": "有好几列都可能是{meaning}（{cells}），为避免用错，一列也没用",
    "problem.header-contest.fix": '在 relsheet.toml 里写明用哪一列：[headers.{role}] {field} = "{header}"',
    "problem.header-unclear.what": "表头“{header}”可能是{meaning}，看下面的内容也定不下来，所以没用",
    "problem.header-unclear.fix": '把表头改得明确一些，或者在 relsheet.toml 里写 [headers.{role}] {field} = "{header}"',
    "problem.header-not-ours.what": "从旁边的列看，“{header}”多半是客户自己的规模，或者商机的预计金额，所以没用",
    "problem.header-not-ours.fix": '如果就是我们卖给他的金额，请在 relsheet.toml 里写 [headers.{role}] {field} = "{header}"',
    "problem.header-is-length.what": "“{header}”写的是用了多久（例如“{example}”），看不出是哪天完成的，所以没用",
    "problem.header-is-length.fix": "请另加一列“{meaning}”，写上日期，最好带几点几分",
    "problem.header-marked.what": "“{header}”以 ◆ 结尾，这是 relsheet 自己那几列的标记，所以没有读取",
    "problem.header-marked.fix": "如果这列是您自己的，请把表头改成“{bare}”",
    "problem.header-values-disagree.what": "表头写的是{meaning}，下面的内容却对不上（例如“{example}”），所以没用",
    "problem.header-values-disagree.fix": (
        '改一下表头；如果表头没错，就在 relsheet.toml 里写 [headers.{role}] {field} = "{header}"'
    ),
    "problem.header-like.what": "不认识表头“{header}”，看起来像是{meaning}",
    "problem.header-like.fix": (
        '如果就是它，改一下表头，或者在 relsheet.toml 里写 [headers.{role}] {field} = "{header}"'
    ),
    "error.header_field_unknown.what": "没有这个字段，您要的是不是 {nearest}？",
    "error.header_field_unknown.fix": "请改正 relsheet.toml 里的字段名。",
    "error.header_not_found.what": "工作表“{tab}”里没有表头“{header}”的列（最接近的是：{nearest}）。",
    "error.header_not_found.fix": "请照着表里的写法填写表头，或者删掉这一行设置。",
    "error.header_twice.what": "工作表“{tab}”里有好几列的表头都是“{header}”（{cells}）。",
    "error.header_twice.fix": "请只留一列用这个表头，其余的改名。",
}

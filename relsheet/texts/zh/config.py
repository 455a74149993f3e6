"""关于设置的文字。"""

TABLE = {
    "config.unknown": "{key}：没有这个设置",
    "config.unknown_near": "{key}：没有这个设置，是不是想写 {near}？",
    "config.wrong": "{key} = {value}:{reason}",
    "error.config_faults.what": "有些设置不能用：\n{faults}",
    "error.config_faults.fix": "\n用 `relsheet config show` 可以看到全部设置；这次什么都没有读，也没有写。",
    "error.config_missing.what": "没有这个设置文件。",
    "error.config_missing.fix": "请检查 --config 后面的文件名。",
    "error.config_unreadable.what": "这个设置文件读不了（{reason}）。",
    "error.config_unreadable.fix": "请另存为 UTF-8 文本，并确认您有权限打开它。",
    "error.config_syntax.what": "这个设置文件不是有效的 TOML：{reason}。",
    "error.config_syntax.fix": "请改正这一行：文字加引号，列表用方括号。",
    "error.set_syntax.what": "“{assignment}”不是 KEY=VALUE 的写法。",
    "error.set_syntax.fix": "请写成 --set abc.cuts=[0.7,0.9] 这样。",
}

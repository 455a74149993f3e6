"""谷歌表格相关的提示：凭据、共享、配额、他人同时编辑。"""

TABLE: dict[str, str] = {
    "error.google_no_id.what": "这里没有写明是哪个谷歌表格。",
    "error.google_no_id.fix": "请在浏览器里打开表格，复制地址栏里的网址（https://docs.google.com/spreadsheets/d/…）。",
    "error.google_no_output.what": "谷歌表格只能就地评分，不能另存为 {where}。",
    "error.google_no_output.fix": "请去掉 -o。想保留原表，可以先在谷歌表格里“文件 → 复制副本”。",
    "error.google_api_not_local.what": "RELSHEET_SHEETS_API 只能指向本机上的服务器。",
    "error.google_api_not_local.fix": "去掉这个环境变量，就会连接谷歌本身。",
    "error.google_no_credentials.what": "还没有设置访问谷歌表格的凭据。",
    "error.google_no_credentials.fix": "运行 relsheet google setup，它会一步一步带您设置；已有密钥文件的话，用 --credentials 写明路径"
    "（docs/google.md，十个步骤）。",
    "error.google_no_key_file.what": "读不到谷歌的密钥文件（{reason}）。",
    "error.google_no_key_file.fix": "请检查路径：--credentials、relsheet.toml 里的 [google] credentials，"
    "或环境变量 GOOGLE_APPLICATION_CREDENTIALS。",
    "error.google_bad_key.what": "这不是谷歌给的密钥文件。",
    "error.google_bad_key.fix": "请重新下载服务账号的 JSON 密钥（docs/google.md 第 6 步）。",
    "error.google_login.what": "谷歌不再接受现在的凭据。",
    "error.google_login.fix": "请重新建一个密钥（docs/google.md 第 6 步）；如果用的是您本人的账号，请在浏览器里重新授权："
    "应用还在“测试”状态时，授权 7 天后就会失效。也请检查本机时间是否准确。",
    "error.google_not_shared.what": "没有这个谷歌表格，或者还没有共享给 relsheet。",
    "error.google_not_shared.fix": "请打开表格，点“共享”，把 {name} 添加为编辑者。",
    "error.google_not_shared_with_you.what": "没有这个谷歌表格，或者您的账号没有编辑权限。",
    "error.google_not_shared_with_you.fix": "请检查网址，并请表格的所有者把您设为编辑者。",
    "error.google_disabled.what": "这套凭据所在的项目没有开启 Google Sheets API。",
    "error.google_disabled.fix": "请在 Google Cloud 控制台里开启（docs/google.md 第 3 步），等一分钟再试。",
    "error.google_disabled_with_you.what": "这套凭据所在的项目没有开启 Google Sheets API。",
    "error.google_disabled_with_you.fix": "请在 Google Cloud 控制台里开启（docs/google.md 第 3 步），等一分钟再试。",
    "error.google_quota.what": "谷歌要求稍等：一分钟内请求太多。没有再写入任何内容。",
    "error.google_quota.fix": "请过几分钟再运行；其他程序用同一套凭据的请求也算在内。",
    "error.google_unreachable.what": "连不上谷歌（{reason}）。",
    "error.google_unreachable.fix": "请检查网络（和代理），然后再运行一次。",
    "error.google_refused.what": "谷歌拒绝了一个请求：{said}",
    "error.google_refused.fix": "请再运行一次；如果还是这样，请把这条信息反馈给我们。",
    "error.google_half_done.what": "写入时与谷歌的连接断了（{why}）：relsheet 自己的单元格里可能有些还是旧的或空的。"
    "您的内容没有任何改动。",
    "error.google_half_done.fix": "请再运行一次，没写完的会补上。",
    "error.google_other_run.what": "另一个 relsheet 刚刚改动了这个表格。这一次什么都没有写。",
    "error.google_other_run.fix": "等那一次结束后再运行。",
    "error.google_changed.what": "评分期间有人移动或删除了列或工作表，准备写入的内容对不上了。（{said}）",
    "error.google_changed.fix": "请再运行一次，会重新读取表格。",
    "error.google_keeps_changing.what": "写入期间有人反复排序或移动行。为了不让结果落到别的客户旁边，relsheet 已清空自己的列。",
    "error.google_keeps_changing.fix": "等没有人排序时再运行一次。",
    "warning.google_key_open": "这台机器上的其他人也能读到密钥文件 {path}。请收紧权限：chmod 600。",
    "warning.google_no_key": "{tab}：有 {count} 行没有写入结果，因为这些行没有可以区分彼此的内容（第 {rows} 行）。"
    "请给每一行一个自己的编号或名称。",
    "warning.google_rows_gone": "{tab}：写入期间有 {count} 行被删除或改名，这次没有结果。",
}

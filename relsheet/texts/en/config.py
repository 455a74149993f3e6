"""Words about the configuration."""

TABLE = {
    "config.unknown": "{key}: unknown",
    "config.unknown_near": "{key}: unknown; did you mean {near}?",
    "config.wrong": "{key} = {value}: {reason}",
    "error.config_faults.what": "The configuration holds settings that cannot be used:\n{faults}",
    "error.config_faults.fix": "\n`relsheet config show` lists every setting; nothing was read or written.",
    "error.config_missing.what": "there is no such config file.",
    "error.config_missing.fix": "Check the name after --config.",
    "error.config_unreadable.what": "this config file cannot be read ({reason}).",
    "error.config_unreadable.fix": "Save it as UTF-8 text, and make sure that you may read it.",
    "error.config_syntax.what": "this config file is not valid TOML: {reason}.",
    "error.config_syntax.fix": "Mend that line; texts stand in quotes, lists in square brackets.",
    "error.set_syntax.what": "'{assignment}' is not KEY=VALUE.",
    "error.set_syntax.fix": "Write it like --set abc.cuts=[0.7,0.9].",
}

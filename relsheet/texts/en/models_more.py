"""Words of the models that compare, count and look back: columns off by default, flags, plays, blocks."""

TABLE = {
    "problem.unknown-block.what": "[summary] blocks names {name}, which is no block",
    "problem.unknown-block.fix": "Choose from: {known}.",
}

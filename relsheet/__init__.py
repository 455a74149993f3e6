"""relsheet: relationship tiers, ABC classes, complaint deadlines and next actions in the CRM spreadsheet you keep."""

__version__ = "0.1.0"

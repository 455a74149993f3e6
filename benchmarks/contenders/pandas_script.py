"""The script a user would write: read the tabs, group the visits, give an ABC class, write them all out anew."""

import sys

import pandas as pd

tabs = pd.read_excel(sys.argv[1], sheet_name=None)
customers, visits = tabs["Customers"], tabs["Visits"]
contacts = visits.groupby("Customer").agg(visits=("Date", "count"), last=("Date", "max")).reset_index()
customers = customers.merge(contacts, on="Customer", how="left").sort_values("Annual Sales", ascending=False)
share = customers["Annual Sales"].cumsum() / customers["Annual Sales"].sum()
customers["ABC"] = pd.cut(share, [0, 0.8, 0.95, 1.01], labels=["A", "B", "C"])
with pd.ExcelWriter(sys.argv[1].replace(".xlsx", "-scored.xlsx"), engine="openpyxl") as writer:
    for name, frame in (tabs | {"Customers": customers}).items():
        frame.to_excel(writer, sheet_name=name, index=False)
